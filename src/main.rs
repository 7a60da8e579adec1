//! The `gongshi` program; everything is in the library.

use std::process::ExitCode;

/// Thousands of small values are made and dropped on every thread; the system's allocator takes a tenth longer for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    gongshi::cli::main()
}
