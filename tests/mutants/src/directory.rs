//! Where the copy of the repository and the results of each step are kept.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

/// The directory of one run, from the list to the report.
#[derive(Debug)]
pub(crate) struct Directory(PathBuf);

impl Directory {
    pub(crate) fn open(path: &Path) -> Result<Self, String> {
        fs::create_dir_all(path).map_err(|error| told(path, &error))?;
        let path = path.canonicalize().map_err(|error| told(path, &error))?;
        Ok(Self(path))
    }

    /// The copy of the repository.
    pub(crate) fn tree(&self) -> PathBuf {
        self.0.join("tree")
    }

    /// A directory within it.
    pub(crate) fn under(&self, name: &str) -> Result<PathBuf, String> {
        let path = self.0.join(name);
        fs::create_dir_all(&path).map_err(|error| told(&path, &error))?;
        Ok(path)
    }

    pub(crate) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write<T: Serialize>(&self, name: &str, value: &T) -> Result<(), String> {
        let text = serde_json::to_string(value).map_err(|error| format!("{name}: {error}"))?;
        write(&self.file(name), &text)
    }

    pub(crate) fn read<T: DeserializeOwned>(&self, name: &str) -> Result<T, String> {
        let path = self.file(name);
        let text = fs::read_to_string(&path).map_err(|error| told(&path, &error))?;
        serde_json::from_str(&text).map_err(|error| told(&path, &error))
    }

    /// Renames a file, if there is one, in favour of a new one.
    pub(crate) fn set_aside(&self, name: &str) -> Result<(), String> {
        let path = self.file(name);
        if !path.exists() {
            return Ok(());
        }
        let aside = self.file(&format!("{name}.before"));
        fs::rename(&path, aside).map_err(|error| told(&path, &error))
    }

    /// A file to which values are added, one a line.
    pub(crate) fn adding(&self, name: &str) -> Result<Lines, String> {
        let path = self.file(name);
        let file = fs::OpenOptions::new().create(true).append(true).open(&path);
        Ok(Lines(file.map_err(|error| told(&path, &error))?))
    }

    /// What was added to such a file so far; nothing, if there is none.
    pub(crate) fn added<T: DeserializeOwned>(&self, name: &str) -> Result<Vec<T>, String> {
        let path = self.file(name);
        if !path.exists() {
            return Ok(Vec::new());
        }
        let file = fs::File::open(&path).map_err(|error| told(&path, &error))?;
        let mut values = Vec::new();
        for line in BufReader::new(file).lines() {
            let line = line.map_err(|error| told(&path, &error))?;
            // A line that was cut off when the run was is done again.
            values.extend(serde_json::from_str(&line).ok());
        }
        Ok(values)
    }
}

/// A file of values, one a line, each written out at once.
#[derive(Debug)]
pub(crate) struct Lines(fs::File);

impl Lines {
    pub(crate) fn add<T: Serialize>(&mut self, value: &T) -> Result<(), String> {
        let mut line = serde_json::to_string(value).map_err(|error| error.to_string())?;
        line.push('\n');
        self.0.write_all(line.as_bytes()).map_err(|error| error.to_string())
    }
}

pub(crate) fn told(path: &Path, error: &impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

/// Writes a file, unless it has these contents already: what did not change is not built again.
pub(crate) fn write(path: &Path, text: &str) -> Result<(), String> {
    if fs::read(path).is_ok_and(|before| before == text.as_bytes()) {
        return Ok(());
    }
    fs::write(path, text).map_err(|error| told(path, &error))
}
