//! The four-party platform of Cuizhuyuan: what its charter says, what the audit finds, what the
//! recommendations change, and what they leave open; then a case under the completed charter, with
//! the acts that were refused on the way.
//!
//! ```text
//! cargo run --release --example four_party -- [--lang zh] [--json] [--on 2026-06-01] [FILE]
//! ```
//!
//! With a file, prints the matrix and the findings of the charter in it. With `--charter FILE
//! --record FILE` it replays the record of a case, and prints its story and what is open; with
//! `--observe`, also of a record that some other system wrote, with every breach.

mod case;
mod record;

use std::io::{self, IsTerminal as _, Write};
use std::process::ExitCode;

use cogov::audit::{Basis, Severity};
use cogov::charter::{Difference, Matrix};
use cogov::{Audit, Charter, Date, Finding, Lang};
use serde_json::json;

/// What the command line asks for.
struct Options {
    lang: Lang,
    json: bool,
    on: Date,
    file: Option<String>,
    record: Option<String>,
    observe: bool,
}

fn main() -> ExitCode {
    let options = match options(std::env::args().skip(1)) {
        Ok(options) => options,
        Err(message) => {
            let _ = writeln!(io::stderr(), "{message}");
            return ExitCode::from(2);
        }
    };
    let shown = match (&options.file, &options.record) {
        (Some(charter), Some(record)) => {
            record::show(charter, record, options.observe, &mut Printer::new(options.lang))
        }
        (None, Some(_)) => {
            let _ = writeln!(io::stderr(), "--record needs --charter");
            return ExitCode::from(2);
        }
        (_, None) if options.observe => {
            let _ = writeln!(io::stderr(), "--observe needs --record");
            return ExitCode::from(2);
        }
        (Some(path), None) => show_file(path, &options),
        (None, None) => show_cuizhuyuan(&options),
    };
    match shown {
        Ok(code) => code,
        // Whoever reads may stop reading, as `head` does.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

fn options(mut args: impl Iterator<Item = String>) -> Result<Options, String> {
    const USAGE: &str = "usage: four_party [--lang en|zh] [--json] [--on YYYY-MM-DD] [FILE]\n       \
        four_party --charter FILE --record FILE [--observe] [--lang en|zh]";
    // An audit is of a day: this one, so that the same command prints the same on every day.
    let day = Date::new(2026, 6, 1).map_err(|_| USAGE)?;
    let mut options =
        Options { lang: Lang::En, json: false, on: day, file: None, record: None, observe: false };
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--json" => options.json = true,
            "--lang" => {
                let tag = args.next().ok_or(USAGE)?;
                options.lang = Lang::from_tag(&tag).ok_or("--lang takes en or zh")?;
            }
            "--on" => {
                let day = args.next().ok_or(USAGE)?;
                options.on = day.parse().map_err(|error: cogov::Problem| error.to_string())?;
            }
            "--charter" => options.file = Some(args.next().ok_or(USAGE)?),
            "--record" => options.record = Some(args.next().ok_or(USAGE)?),
            "--observe" => options.observe = true,
            "--help" | "-h" => return Err(USAGE.to_owned()),
            flag if flag.starts_with('-') => return Err(format!("unknown option {flag}\n{USAGE}")),
            _ if options.file.is_none() => options.file = Some(arg),
            _ => return Err(USAGE.to_owned()),
        }
    }
    Ok(options)
}

/// Prints the charter in a file.
fn show_file(path: &str, options: &Options) -> io::Result<ExitCode> {
    let mut out = Printer::new(options.lang);
    let text = std::fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))?;
    let charter = match Charter::from_json(&text) {
        Ok(charter) => charter,
        Err(error) if options.json => {
            out.json(&json!({ "problems": error }))?;
            return Ok(ExitCode::FAILURE);
        }
        Err(error) => {
            out.title(&match options.lang {
                Lang::En => match error.problems().len() {
                    1 => format!("{path} cannot be loaded: 1 problem"),
                    many => format!("{path} cannot be loaded: {many} problems"),
                },
                Lang::Zh => format!("{path} 无法载入：{} 个问题", error.problems().len()),
            })?;
            for problem in error.problems() {
                out.line(&format!("{} [{}]", problem.to_line(options.lang), problem.code()))?;
                out.line(&format!("    {}", problem.help(options.lang)))?;
            }
            return Ok(ExitCode::FAILURE);
        }
    };
    let (matrix, audit) = (charter.matrix(options.on), charter.audit(options.on));
    if options.json {
        out.json(&json!({ "charter": charter, "digest": charter.digest(), "matrix": matrix, "audit": audit }))?;
        return Ok(ExitCode::SUCCESS);
    }
    out.title(charter.title().get(options.lang))?;
    out.matrix(&matrix)?;
    out.audit(&audit, Severity::Note)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the three tiers of the charter of Cuizhuyuan.
fn show_cuizhuyuan(options: &Options) -> io::Result<ExitCode> {
    let tier = |name: &str| {
        Charter::builtin(name).ok_or_else(|| io::Error::other(format!("no charter {name}")))
    };
    let found = tier("cuizhuyuan-found")?;
    let recommended = tier("cuizhuyuan-recommended")?;
    let completed = tier("cuizhuyuan-completed")?;
    let mut out = Printer::new(options.lang);
    if options.json {
        let tier = |charter: &Charter| {
            json!({
                "charter": charter.key(),
                "digest": charter.digest(),
                "matrix": charter.matrix(options.on),
                "audit": charter.audit(options.on),
            })
        };
        out.json(&json!({
            "found": tier(&found),
            "recommended": tier(&recommended),
            "completed": tier(&completed),
            "changes": {
                "recommended": found.diff(&recommended),
                "completed": recommended.diff(&completed),
            },
            "case": case::walk(&completed).map_err(|error| io::Error::other(error.to_string()))?.to_json(),
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let say = |en: &'static str, zh: &'static str| match options.lang {
        Lang::En => en,
        Lang::Zh => zh,
    };
    out.title(say("1. The platform as it was found", "一、平台现状"))?;
    out.line(found.title().get(options.lang))?;
    out.blank()?;
    out.matrix(&found.matrix(options.on))?;
    out.title(say(
        "2. What the audit finds: the authors' own complaints",
        "二、审查发现：与作者所述问题一致",
    ))?;
    let before = found.audit(options.on);
    out.audit(&before, Severity::Warning)?;
    out.title(say("3. What the authors recommend", "三、作者的建议带来的变化"))?;
    out.difference(&found.diff(&recommended))?;
    out.title(say(
        "4. What the recommendations leave open, as the paper itself says",
        "四、建议之后仍未解决的问题（论文自己也承认）",
    ))?;
    let after = recommended.audit(options.on);
    out.repaired(&before, &after)?;
    out.audit(&after, Severity::Warning)?;
    out.title(say("5. The completed charter", "五、补全后的章程"))?;
    out.matrix(&completed.matrix(options.on))?;
    out.difference(&recommended.diff(&completed))?;
    out.audit(&completed.audit(options.on), Severity::Warning)?;
    out.title(say(
        "6. A case under it: a fire lane, what was refused, who owes what, and the story",
        "六、一个案件：消防通道（被拒绝的行为、待办事项与始末）",
    ))?;
    let walk = case::walk(&completed).map_err(|error| io::Error::other(error.to_string()))?;
    walk.print(&mut out)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints to standard output, in colour where that is a terminal.
struct Printer {
    out: io::BufWriter<io::StdoutLock<'static>>,
    colour: bool,
    lang: Lang,
}

impl Printer {
    fn new(lang: Lang) -> Self {
        let stdout = io::stdout();
        // NO_COLOR (no-color.org): whoever sets it wants none.
        let colour = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none();
        Self { out: io::BufWriter::new(stdout.lock()), colour, lang }
    }

    fn styled(&self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn title(&mut self, text: &str) -> io::Result<()> {
        let text = self.styled("1", text);
        writeln!(self.out, "\n{text}\n")
    }

    fn json(&mut self, value: &serde_json::Value) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut self.out, value)?;
        writeln!(self.out)
    }

    fn matrix(&mut self, matrix: &Matrix) -> io::Result<()> {
        for line in matrix.to_text(self.lang).lines() {
            let flawed = cogov::charter::LeadFlaw::ALL
                .iter()
                .any(|flaw| line.ends_with(flaw.label(self.lang)));
            let line = if flawed { self.styled("33", line) } else { line.to_owned() };
            self.line(&line)?;
        }
        Ok(())
    }

    fn difference(&mut self, difference: &Difference) -> io::Result<()> {
        for line in difference.to_text(self.lang).lines() {
            let code = match line.trim_start().chars().next() {
                Some('+') => "32",
                Some('-') => "31",
                Some('~') => "33",
                _ => "0",
            };
            let line =
                if line.starts_with("  ") { self.styled(code, line) } else { line.to_owned() };
            self.line(&line)?;
        }
        Ok(())
    }

    /// Which findings are gone.
    fn repaired(&mut self, before: &Audit, after: &Audit) -> io::Result<()> {
        let (old, new) = (before.codes(Basis::Stated), after.codes(Basis::Stated));
        let gone: Vec<&str> = old.difference(&new).map(|code| code.label(self.lang)).collect();
        let line = match self.lang {
            Lang::En => format!("repaired: {}", gone.join(", ")),
            Lang::Zh => format!("已解决：{}", gone.join("、")),
        };
        self.line(&line)?;
        self.blank()
    }

    fn audit(&mut self, audit: &Audit, least: Severity) -> io::Result<()> {
        let shown: Vec<&Finding> =
            audit.findings().iter().filter(|finding| finding.severity() <= least).collect();
        if shown.is_empty() {
            let line = match self.lang {
                Lang::En => "No error and no warning.",
                Lang::Zh => "没有错误，没有警告。",
            };
            self.line(line)?;
        }
        for finding in shown {
            let code = match finding.severity() {
                Severity::Error => "31;1",
                Severity::Warning => "33;1",
                Severity::Note => "2",
            };
            let severity = self.styled(code, finding.severity().label(self.lang));
            let label = finding.code().label(self.lang);
            let explanation = finding.explanation(self.lang);
            self.line(&match self.lang {
                Lang::En => format!("{severity} ({label}): {explanation}"),
                Lang::Zh => format!("{severity}（{label}）：{explanation}"),
            })?;
            let mut sources: Vec<&str> = Vec::new();
            for source in finding.causes().iter().filter_map(|cause| cause.source()) {
                if !sources.contains(&source.get(self.lang)) {
                    sources.push(source.get(self.lang));
                }
            }
            for source in sources {
                self.line(&format!("    {source}"))?;
            }
            self.line(&format!("    → {}", finding.remedy(self.lang)))?;
            if let Some(reason) = finding.acknowledged() {
                let reason = reason.get(self.lang);
                self.line(&match self.lang {
                    Lang::En => format!("    acknowledged: {reason}"),
                    Lang::Zh => format!("    已确认：{reason}"),
                })?;
            }
        }
        for stale in audit.stale_acknowledgements() {
            let (code, reason) = (stale.code(), stale.reason().get(self.lang));
            self.line(&match self.lang {
                Lang::En => format!("acknowledged in vain, nothing is found as {code}: {reason}"),
                Lang::Zh => format!("失效的确认，未发现 {code}：{reason}"),
            })?;
        }
        let notes = audit.count(Severity::Note);
        if least != Severity::Note && notes > 0 {
            let line = match self.lang {
                Lang::En => format!("and {notes} notes on what the charter leaves unstated"),
                Lang::Zh => format!("另有 {notes} 项提示：章程未作规定之处"),
            };
            self.line(&line)?;
        }
        Ok(())
    }
}
