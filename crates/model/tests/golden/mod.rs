//! What the generator makes of small contracts. `cargo test -p xtask` keeps the files of these modules as the
//! generator writes them, so what is tested here is the generator.

pub mod names;
pub mod names_catalogue;
pub mod shapes;
pub mod shapes_catalogue;
pub mod unions;
pub mod unions_catalogue;
