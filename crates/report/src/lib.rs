//! Renders findings and summaries: the only thing that writes for people.
