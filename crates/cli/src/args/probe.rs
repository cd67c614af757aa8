//! What `probe` is asked.

use super::{Document, Reports, Specs, values};
use clap::Args as ClapArgs;
use std::path::PathBuf;

#[derive(Debug, ClapArgs)]
pub(crate) struct Probe {
    #[command(flatten)]
    pub(crate) specs: Specs,
    /// Where the API is: everything before the paths of the contract.
    #[arg(long, value_name = "URL")]
    pub(crate) base_url: String,
    /// The value of a path, query or header parameter. May be repeated.
    #[arg(long = "parameter", value_name = "NAME=VALUE", value_parser = values::parameter)]
    pub(crate) parameters: Vec<(String, String)>,
    /// The environment variable that holds the token for X-Auth-Token.
    #[arg(long, value_name = "VAR")]
    pub(crate) token_env: Option<String>,
    /// Keep the exchanges, secrets masked, as NDJSON that `driftline validate` reads.
    #[arg(long, value_name = "FILE")]
    pub(crate) record: Option<PathBuf>,
    /// How long one request may take, in seconds.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = values::seconds, allow_negative_numbers = true)]
    pub(crate) timeout: u64,
    /// Send to hosts other than this machine without encryption.
    #[arg(long)]
    pub(crate) allow_http: bool,
    /// Also tell what of the contract was observed, and what never, as `validate` does.
    #[arg(long)]
    pub(crate) coverage: bool,
    #[command(flatten)]
    pub(crate) document: Document,
    #[command(flatten)]
    pub(crate) reports: Reports,
}
