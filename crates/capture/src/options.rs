//! How to read a capture, and the reading.

use crate::{
    Capture, CaptureFormat, NameTemplate, ReadError,
    capture::Reader,
    decompress::{Coding, Decompress},
    forms,
    head::Head,
    input::Input,
    listed::Listed,
    ndjson::Values,
    sniff::{self, Arrangement, HEAD, Layout},
    yaml::YamlList,
};
use driftline_finding::{Place, Position, Redactor};
use std::{
    fs::File,
    io::{BufRead, BufReader},
    path::Path,
    sync::Arc,
};

/// How to read a capture.
///
/// ```
/// use driftline_capture::{ReadOptions, Target};
///
/// let line = r#"{"request": {"method": "GET", "url": "/v1/things"}, "response": {"status": 204}}"#;
/// for exchange in ReadOptions::default().max_record(1 << 20).read("things.ndjson", line.as_bytes())? {
///     assert!(matches!(exchange?.request.target, Target::Call { .. }));
/// }
/// # Ok::<(), driftline_capture::ReadError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct ReadOptions {
    max_record: usize,
    max_decompressed: u64,
    max_document: usize,
    format: Option<CaptureFormat>,
    operation: Option<(String, u16)>,
    template: Option<(NameTemplate, u16)>,
    redactor: Redactor,
}

/// A capture of which nothing has been read but what it looks like.
pub(crate) struct Begun<'r> {
    pub(crate) input: Input<'r>,
    pub(crate) layout: Layout,
    answered: Option<(String, u16)>,
}

impl Default for ReadOptions {
    fn default() -> ReadOptions {
        ReadOptions {
            max_record: 8 << 20,
            max_decompressed: 256 << 20,
            max_document: 64 << 20,
            format: None,
            operation: None,
            template: None,
            redactor: Redactor::default(),
        }
    }
}

impl ReadOptions {
    /// Refuses a longer record (a line, an entry, a bare body), and a compressed body in one that becomes longer,
    /// in bytes. The default is 8 MiB.
    pub fn max_record(self, bytes: usize) -> ReadOptions {
        ReadOptions { max_record: bytes, ..self }
    }

    /// Refuses a compressed capture (gzip, zstd) that becomes longer, in bytes. The default is 256 MiB.
    pub fn max_decompressed(self, bytes: u64) -> ReadOptions {
        ReadOptions { max_decompressed: bytes, ..self }
    }

    /// Refuses a longer capture in YAML, in bytes: its text is held whole. The default is 64 MiB.
    pub fn max_document(self, bytes: usize) -> ReadOptions {
        ReadOptions { max_document: bytes, ..self }
    }

    /// Reads captures in this form, whatever they look like.
    pub fn format(self, format: CaptureFormat) -> ReadOptions {
        ReadOptions { format: Some(format), ..self }
    }

    /// Reads captures as bare bodies, unless [`format`](ReadOptions::format) says otherwise: each is the body of the
    /// response that the operation `id` gives with `status` (100 to 599).
    pub fn operation(self, id: impl Into<String>, status: u16) -> ReadOptions {
        ReadOptions { operation: Some((id.into(), status)), ..self }
    }

    /// Reads captures whose file name has this form as bare bodies, as [`operation`](ReadOptions::operation) does, of
    /// the operation that the name says, and with the status that it says or else with `status`.
    pub fn name_template(self, template: NameTemplate, status: u16) -> ReadOptions {
        ReadOptions { template: Some((template, status)), ..self }
    }

    /// What is secret, so that no error repeats it. The usual secrets are known without.
    pub fn redactor(self, redactor: Redactor) -> ReadOptions {
        ReadOptions { redactor, ..self }
    }

    /// What is secret.
    pub(crate) fn secrets(&self) -> &Redactor {
        &self.redactor
    }

    /// The longest record that is read.
    pub(crate) fn longest_record(&self) -> usize {
        self.max_record
    }

    /// Opens the capture at `path`. Its name counts only where the content does not say what it is: a file that
    /// ends in `.har` is a HAR.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Capture<'static>, ReadError> {
        let name = path.as_ref().display().to_string();
        match File::open(path) {
            Ok(file) => self.read(name, BufReader::with_capacity(HEAD, file)),
            Err(source) => Err(ReadError::Io { place: Place::file(name), source }),
        }
    }

    /// Reads a capture that the user knows as `name`.
    pub fn read<'r>(&self, name: impl Into<Arc<str>>, reader: impl BufRead + 'r) -> Result<Capture<'r>, ReadError> {
        let begun = self.begun(name.into(), reader, false).and_then(|Begun { input, layout, answered }| {
            let format = layout.format;
            let reader = self.reader(layout, answered).map_err(|reason| input.refuse(reason))?;
            Ok(Capture::new(input, reader, format, self.max_record).redactor(&self.redactor))
        });
        begun.map_err(|error| error.without_secrets(&self.redactor))
    }

    /// The text of a capture, and how its records lie in it. `any`: also that of a JSON document of unknown form.
    pub(crate) fn begun<'r>(
        &self,
        name: Arc<str>,
        reader: impl BufRead + 'r,
        any: bool,
    ) -> Result<Begun<'r>, ReadError> {
        let head = Head::of(reader, HEAD);
        match Coding::of(head.ahead()) {
            Some(coding) => {
                let text = BufReader::with_capacity(HEAD, Decompress::new(head, coding, self.max_decompressed));
                self.begin(name, Head::of(text, HEAD), any)
            }
            None => self.begin(name, head, any),
        }
    }

    fn begin<'r, R: BufRead + 'r>(&self, name: Arc<str>, mut head: Head<R>, any: bool) -> Result<Begun<'r>, ReadError> {
        if let Some(source) = head.take_error() {
            return Err(ReadError::reading(Place::file(&*name), source));
        }
        let start = Place::at(&*name, Position { line: 1, column: 1 });
        let refused = |reason: String| ReadError::Capture { place: start.clone(), reason };
        if let Some(reason) = sniff::foreign(head.ahead()) {
            return Err(refused(reason));
        }
        if head.ahead().starts_with(BOM) {
            head.pass(BOM.len());
        }
        let answered = self.answered(&name);
        let layout = self.layout(&name, &head, answered.is_some());
        let is_json = matches!(head.ahead().trim_ascii_start().first(), Some(b'{' | b'['));
        let body = Layout { format: CaptureFormat::Body, arrangement: Arrangement::Body };
        let layout = if any && is_json { layout.or(Ok(body)) } else { layout }.map_err(refused)?;
        Ok(Begun { input: Input::new(name, head), layout, answered })
    }

    /// What a bare body of that name answers: the operation, and the status.
    fn answered(&self, name: &str) -> Option<(String, u16)> {
        let by_name = || {
            let (template, status) = self.template.as_ref()?;
            let (operation, stated) = template.read(Path::new(uncompressed(name)).file_name()?.to_str()?)?;
            Some((operation.to_owned(), stated.unwrap_or(*status)))
        };
        self.operation.clone().or_else(by_name)
    }

    fn layout<R: BufRead>(&self, name: &str, head: &Head<R>, answers: bool) -> Result<Layout, String> {
        let format = self.format.or_else(|| answers.then_some(CaptureFormat::Body));
        if let Some(format) = format {
            return Ok(sniff::named_layout(format, head.ahead(), head.is_whole()));
        }
        let har = Path::new(uncompressed(name)).extension().is_some_and(|end| end.eq_ignore_ascii_case("har"));
        sniff::layout(head.ahead(), head.is_whole(), har)
    }

    pub(crate) fn reader(&self, layout: Layout, answered: Option<(String, u16)>) -> Result<Reader, String> {
        let Layout { format, arrangement } = layout;
        let archive = || forms::archive(format).ok_or_else(|| format!("a capture of the form {format} has no list"));
        Ok(match arrangement {
            Arrangement::Lines => Reader::Lines(forms::shape(format)),
            Arrangement::Values => Reader::Values(Values::default(), forms::shape(format)),
            Arrangement::List => Reader::Listed(Listed::new(archive()?)),
            Arrangement::Yaml => Reader::Yaml(YamlList::new(archive()?, self.max_document)),
            Arrangement::Body => body(answered)?,
        })
    }
}

fn body(answered: Option<(String, u16)>) -> Result<Reader, String> {
    match answered {
        Some((operation, status)) if (100..=599).contains(&status) => Ok(Reader::Body { operation, status }),
        Some((_, status)) => Err(format!("{status} is no status: expected 100 to 599")),
        None => Err("a bare body does not say what it answers: name the operation with `--operation ID`, or say with \
                     `--name-template` where it stands in the name of the file"
            .to_owned()),
    }
}

/// The name of a file without the ending that says how it is compressed.
fn uncompressed(name: &str) -> &str {
    name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name)
}

/// The byte order mark of UTF-8, which some editors write.
const BOM: &[u8] = b"\xEF\xBB\xBF";
