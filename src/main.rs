//! The program: parse, call, print the error, exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    grip::cli::main().into()
}
