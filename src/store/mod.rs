//! The `store` layer: everything that puts an experiment on disk and gets it back. It knows
//! tables, files and folders and nothing of the model.
//!
//! | file | holds |
//! | --- | --- |
//! | [`error`] | the one error of this layer: which file, what was being done, what went wrong |
//! | [`atomic`] | files that are there whole or not at all |
//! | [`hash`] | SHA-256 of bytes and of files |
//! | [`lock`] | one writer to a folder |
//! | [`layout`] | the names of the files of a results folder |
//! | [`table`] | columns in memory |
//! | `seal` | a table file that can tell whether it is still what was written |
//! | `parquet_column` | how one column stands in a Parquet file |
//! | [`parquet`] | tables as Parquet files, written and read in groups of rows |
//! | [`part_row`] | what a finished batch of runs can say, and how it stands in its file |
//! | [`parts`] | finished batches of runs |
//! | [`shard`] | which batches one process does when many machines do an experiment together |
//! | [`mod@survey`] | which batches are done and which still have to be |
//! | [`archive`] | many files put into one |
//! | [`manifest`] | what was run, with what, and the SHA-256 of every result file |
//!
//! Two promises are kept here. A file under its final name is complete: it is written under a
//! temporary name, synchronised, and renamed. And the bytes of a table are a function of its
//! rows and their grouping alone: no time stamp, host or thread count enters them.

pub mod archive;
pub mod atomic;
pub mod error;
pub mod hash;
pub mod layout;
pub mod lock;
pub mod manifest;
pub mod parquet;
pub mod part_row;
pub mod parts;
pub mod shard;
pub mod survey;
pub mod table;

mod parquet_column;
mod seal;

pub use archive::{Content, Entry, write_folder, write_zip};
pub use atomic::{AtomicFile, write_atomically};
pub use error::{Problem, StoreError};
pub use hash::{FileHash, hash_file, sha256_hex};
pub use layout::Layout;
pub use lock::Lock;
pub use manifest::Manifest;
pub use parquet::{TableReader, TableWriter, read_columns};
pub use part_row::{ALL_PLACES, PartRow};
pub use parts::{PartKey, PartReader, PartWriter};
pub use shard::{Shard, ranges};
pub use survey::{Survey, survey};
pub use table::{Column, ColumnKind, Table, Words};

#[cfg(test)]
mod scratch;
