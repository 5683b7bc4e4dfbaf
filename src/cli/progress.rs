//! Telling how a job goes on: a bar on a terminal, one line per batch otherwise, JSON where asked.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::show;
use crate::job::Progress;

/// Tells progress.
pub struct Teller {
    quiet: bool,
    json: bool,
    bar: Option<ProgressBar>,
    terminal: bool,
}

impl Teller {
    /// A teller for this call.
    #[must_use]
    pub fn new(quiet: bool, json: bool) -> Self {
        Self {
            quiet,
            json,
            bar: None,
            terminal: io::stderr().is_terminal(),
        }
    }

    /// Tells one event.
    pub fn tell(&mut self, event: &Progress) {
        if self.json {
            // A reader that has gone away does not stop the work.
            let _ = show::out(&format!("{}\n", object(event)));
        }
        if self.quiet || self.json {
            return;
        }
        if self.terminal {
            self.draw(event);
        } else {
            show::complain(&line(event));
        }
    }

    /// Takes the bar away.
    pub fn end(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn draw(&mut self, event: &Progress) {
        match *event {
            Progress::Planned { runs, done, .. } => {
                let target = ProgressDrawTarget::stderr();
                let bar = ProgressBar::with_draw_target(Some(u64::from(runs)), target);
                if let Ok(style) =
                    ProgressStyle::with_template("{bar:40} {pos} of {len} runs {msg}")
                {
                    bar.set_style(style.progress_chars("=> "));
                }
                bar.set_position(u64::from(done));
                self.bar = Some(bar);
            }
            Progress::Stored {
                done, failed, left, ..
            } => {
                if let Some(bar) = &self.bar {
                    let mut message = format!("{} left", duration(left));
                    if failed > 0 {
                        message = format!("{failed} failed, {message}");
                    }
                    bar.set_message(message);
                    bar.set_position(u64::from(done));
                }
            }
            Progress::Stage { .. } => show::complain(&line(event)),
            Progress::Assembling => self.say("putting the runs together"),
            Progress::Concluding => self.say("estimates, charts and page"),
        }
    }

    fn say(&self, message: &str) {
        if let Some(bar) = &self.bar {
            bar.set_message(message.to_owned());
        }
    }
}

/// A length of time for a person.
pub(super) fn duration(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3_600, seconds / 60 % 60),
    }
}

fn line(event: &Progress) -> String {
    match *event {
        Progress::Planned {
            runs,
            done,
            batches,
        } => format!("{runs} runs, {done} done before, {batches} batches to do\n"),
        Progress::Stored {
            batch,
            done,
            runs,
            failed,
            left,
            ..
        } => {
            let failed = if failed > 0 {
                format!(", {failed} failed")
            } else {
                String::new()
            };
            let left = duration(left);
            format!("batch {batch}: {done} of {runs} runs{failed}, {left} left\n")
        }
        Progress::Stage {
            number,
            stages,
            arms,
            points,
        } => format!("stage {number} of {stages}: {arms} arrangements on {points} points\n"),
        Progress::Assembling => "putting the runs together\n".to_owned(),
        Progress::Concluding => "estimates, charts and page\n".to_owned(),
    }
}

fn object(event: &Progress) -> serde_json::Value {
    use serde_json::json;
    match *event {
        Progress::Planned {
            runs,
            done,
            batches,
        } => json!({"event": "planned", "runs": runs, "done": done, "batches": batches}),
        Progress::Stored {
            batch,
            done,
            runs,
            failed,
            seconds,
            left,
        } => json!({
            "event": "stored", "batch": batch, "done": done, "runs": runs, "failed": failed,
            "seconds": seconds, "seconds_left": left,
        }),
        Progress::Stage {
            number,
            stages,
            arms,
            points,
        } => json!({
            "event": "stage", "stage": number, "stages": stages, "arms": arms, "points": points,
        }),
        Progress::Assembling => json!({"event": "assembling"}),
        Progress::Concluding => json!({"event": "concluding"}),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_said_in_the_two_largest_units() {
        assert_eq!(duration(59.4), "59 s");
        assert_eq!(duration(61.0), "1 min 01 s");
        assert_eq!(duration(3_660.0), "1 h 01 min");
    }
}
