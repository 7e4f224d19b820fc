//! The examples of the documentation as one program of tests.
//!
//! `rustdoc` makes one program of all of them, but throws it away. Here its two sources are kept, and
//! compiled with the library in which the mutants are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::compile::cargo;
use crate::directory::told;
use crate::suite::Program;

/// What rustdoc calls the examples, and the program that runs them.
const BUNDLE: &str = "doctest_bundle_2024";
const RUNNER: &str = "doctest_runner_2024";

/// Where the libraries are that the examples name.
#[derive(Debug, Default)]
pub(crate) struct Libraries {
    /// By name; of the library with the mutants and of those that examples use besides.
    pub(crate) named: Vec<(String, PathBuf)>,
}

/// Builds the program. It runs all examples, whatever test it is asked for, and so has one test.
pub(crate) fn build(
    tree: &Path,
    (package, path): (&str, &str),
    testing: &[&str],
    libraries: &Libraries,
    directory: &Path,
) -> Result<Program, String> {
    let packages: Vec<&str> = [package].into_iter().chain(testing.iter().copied()).collect();
    let sources = sources(tree, &packages, directory)?;
    let dependencies = libraries.named.first().and_then(|(_, library)| library.parent());
    let compile = |name: &str, kind: &str, externs: &[(String, PathBuf)]| {
        let mut command = Command::new("rustc");
        command
            .current_dir(directory)
            // The runner uses the crate of tests as rustdoc does, which is not stable.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_MANIFEST_DIR", tree.join(path))
            .args(["--edition", "2024", "--cap-lints", "allow", "--crate-type", kind])
            .args(["--crate-name", name, "-C", "debuginfo=0", "-L", "."])
            .arg(sources.join(name).with_extension("rs"))
            .stderr(Stdio::inherit());
        if let Some(dependencies) = dependencies {
            command.arg("-L").arg(format!("dependency={}", dependencies.display()));
        }
        for (name, library) in externs {
            command.arg("--extern").arg(format!("{name}={}", library.display()));
        }
        match command.status() {
            Ok(status) if status.success() => Ok(()),
            Ok(status) => Err(format!("the examples do not compile with the mutants: {status}")),
            Err(error) => Err(format!("rustc: {error}")),
        }
    };
    compile(BUNDLE, "lib", &libraries.named)?;
    let bundle = directory.join(format!("lib{BUNDLE}.rlib"));
    compile(RUNNER, "bin", &[(BUNDLE.to_owned(), bundle)])?;
    Ok(Program {
        name: format!("{package}/examples"),
        path: directory.join(RUNNER),
        package: tree.join(path),
        tests: vec!["examples".to_owned()],
    })
}

/// Lets rustdoc write the sources, and finds them.
fn sources(tree: &Path, packages: &[&str], directory: &Path) -> Result<PathBuf, String> {
    let kept = directory.join("kept");
    if kept.exists() {
        fs::remove_dir_all(&kept).map_err(|error| told(&kept, &error))?;
    }
    fs::create_dir_all(&kept).map_err(|error| told(&kept, &error))?;
    let keep = format!("-Z unstable-options --persist-doctests {}", kept.display());
    // With the packages whose tests were built, so that the library is the one that was built for them.
    // Whether rustdoc can build and run them then does not matter: it writes them first.
    let package = packages.first().copied().unwrap_or_default();
    cargo(tree, package)
        .args(["test", "--doc", "--all-features"])
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .env("RUSTDOCFLAGS", format!("--cap-lints allow {keep}"))
        .stdout(Stdio::null())
        .status()
        .map_err(|error| format!("cargo test --doc: {error}"))?;
    let mut found = fs::read_dir(&kept)
        .map_err(|error| told(&kept, &error))?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join(RUNNER).with_extension("rs").exists());
    found.next().ok_or_else(|| "rustdoc has kept no program of the examples".to_owned())
}
