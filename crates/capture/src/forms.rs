//! How the records of each form are read.

use crate::{CaptureFormat, cassette, envelope, har, listed::Archive, log, shape::Shape, stub};

/// The document whose list holds the records, for forms that have one.
pub(crate) fn archive(format: CaptureFormat) -> Option<&'static Archive> {
    match format {
        CaptureFormat::Har => Some(&har::ARCHIVE),
        CaptureFormat::Vcrpy => Some(&cassette::VCRPY),
        CaptureFormat::RubyVcr => Some(&cassette::RUBY_VCR),
        CaptureFormat::GoVcr => Some(&cassette::GO_VCR),
        CaptureFormat::Wiremock => Some(&stub::WIREMOCK),
        CaptureFormat::Hoverfly => Some(&stub::HOVERFLY),
        CaptureFormat::Ndjson | CaptureFormat::Kong | CaptureFormat::AccessLog | CaptureFormat::Body => None,
    }
}

/// How one record becomes an exchange.
pub(crate) fn shape(format: CaptureFormat) -> Shape {
    match format {
        CaptureFormat::Kong => Shape::new(log::kong),
        CaptureFormat::AccessLog => Shape::new(log::access),
        other => archive(other).map_or(envelope::SHAPE, |archive| archive.shape),
    }
}
