//! Exchanges of one request and its response, and the readers of captures.
