//! Reads all recorded exchanges, every one of them and without an error, and all hostile ones without a panic.

mod support;

use driftline_capture::{Body, BodySource, CaptureFormat, Exchange, ReadError, ReadOptions, Side, write_ndjson};
use driftline_finding::{Pointer, Redactor};
use std::path::Path;

const LINES: &[(&str, usize)] = &[
    ("cce", 72),
    ("ces", 5),
    ("dcs", 10),
    ("dds", 6),
    ("dms", 46),
    ("dns", 21),
    ("ecs", 162),
    ("elb", 108),
    ("evs", 80),
    ("functiongraph", 24),
    ("iam", 128),
    ("ims", 28),
    ("kms", 11),
    ("lts", 9),
    ("modelarts", 21),
    ("nat", 13),
    ("other", 278),
    ("rds", 122),
    ("vpc", 195),
];

const ARCHIVES: &[(&str, usize)] = &[("chrome-har", 73), ("mitm-chromium", 73), ("mitmproxy", 41), ("playwright", 42)];

/// The cassettes, how many interactions each has, and how many of its stubs are about more than one call.
const CASSETTES: &[(&str, CaptureFormat, usize, usize)] = &[
    ("go-vcr-v1.yaml", CaptureFormat::GoVcr, 23, 0),
    ("go-vcr-v3.yaml", CaptureFormat::GoVcr, 24, 0),
    ("go-vcr-v4.yaml", CaptureFormat::GoVcr, 24, 0),
    ("hoverfly-simulation.json", CaptureFormat::Hoverfly, 24, 4),
    ("ruby-vcr.json", CaptureFormat::RubyVcr, 22, 0),
    ("ruby-vcr.yml", CaptureFormat::RubyVcr, 22, 0),
    ("vcrpy-urllib-gzip.yaml", CaptureFormat::Vcrpy, 10, 0),
    ("vcrpy.json", CaptureFormat::Vcrpy, 34, 0),
    ("vcrpy.yaml", CaptureFormat::Vcrpy, 39, 0),
    ("wiremock-mappings.json", CaptureFormat::Wiremock, 24, 0),
    ("wiremock-single.json", CaptureFormat::Wiremock, 1, 0),
];

fn read(file: &Path) -> Vec<Exchange> {
    let capture = ReadOptions::default().open(file).unwrap_or_else(|error| panic!("{error}"));
    capture.map(|item| item.unwrap_or_else(|error| panic!("{error}"))).collect()
}

#[test]
fn every_recorded_line_is_an_exchange() {
    let Some(folder) = driftline_corpus::shared("recorded") else { return };
    let counts = LINES.iter().map(|(name, _)| (*name, read(&folder.join(format!("{name}.ndjson"))).len()));
    let counts: Vec<(&str, usize)> = counts.collect();
    assert_eq!(counts, LINES);
    assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 1339);
}

#[test]
fn requests_without_a_known_answer_have_none() {
    let Some(folder) = driftline_corpus::shared("recorded/extra") else { return };
    let exchanges = read(&folder.join("request-only.ndjson"));
    assert_eq!(exchanges.len(), 7);
    assert!(exchanges.iter().all(|exchange| exchange.response.is_none() && exchange.request.body.is_present()));
}

#[test]
fn every_entry_of_every_archive_is_an_exchange() {
    let Some(folder) = driftline_corpus::shared("recorded/har") else { return };
    for (name, count) in ARCHIVES {
        let exchanges = read(&folder.join(format!("{name}.har")));
        assert_eq!(exchanges.len(), *count, "{name}");
        let headers: Vec<_> = exchanges.iter().flat_map(|exchange| exchange.request.headers.iter()).collect();
        assert!(!headers.is_empty() && headers.iter().all(|(name, _)| !name.starts_with(':')), "{name}");
        let bodies =
            exchanges.iter().flat_map(|exchange| [Side::Request, Side::Response].map(|side| exchange.body(side)));
        for reason in bodies.filter_map(|body| if let Body::Unavailable(reason) = body { Some(reason) } else { None }) {
            let known =
                ["the capture does not hold the body", "the capture holds the parameters of the form, not the body"];
            assert!(known.contains(&reason.as_str()), "{name}: {reason}");
        }
    }
}

#[test]
fn every_interaction_of_every_cassette_is_counted() {
    let Some(folder) = driftline_corpus::shared("recorded/cassettes") else { return };
    let names: Vec<String> = support::files(&folder)
        .iter()
        .map(|file| file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default())
        .collect();
    assert_eq!(names, CASSETTES.iter().map(|(name, ..)| *name).collect::<Vec<_>>());
    let counts = names.iter().zip(CASSETTES).map(|(name, (listed, ..))| {
        let capture = ReadOptions::default().open(folder.join(name)).unwrap_or_else(|error| panic!("{error}"));
        let format = capture.format();
        let items: Vec<Result<Exchange, ReadError>> = capture.collect();
        let indefinite = items.iter().filter_map(|item| item.as_ref().err()).inspect(|error| {
            assert!(matches!(error, ReadError::Indefinite { .. }), "{error}");
        });
        let indefinite = indefinite.count();
        (*listed, format, items.len(), indefinite)
    });
    assert_eq!(counts.collect::<Vec<_>>(), CASSETTES);
}

#[test]
fn a_compressed_capture_reads_as_it_does_plain() {
    let Some(folder) = driftline_corpus::shared("recorded") else { return };
    let files = ["vpc.ndjson", "har/playwright.har", "cassettes/vcrpy.yaml", "cassettes/hoverfly-simulation.json"];
    for name in files {
        let plain = std::fs::read(folder.join(name)).expect("a file");
        let mut gzip = Vec::new();
        let mut encoder = flate2::read::GzEncoder::new(plain.as_slice(), flate2::Compression::fast());
        std::io::Read::read_to_end(&mut encoder, &mut gzip).expect("memory");
        let zstd = ruzstd::encoding::compress_to_vec(plain.as_slice(), ruzstd::encoding::CompressionLevel::Fastest);
        let read = |bytes: &[u8]| -> Vec<String> {
            let capture = ReadOptions::default().read(name, bytes).unwrap_or_else(|error| panic!("{error}"));
            capture.map(|item| format!("{:?}", item.map(|exchange| (exchange.request, exchange.response)))).collect()
        };
        let expected = read(&plain);
        assert!(expected.len() >= 24 && read(&gzip) == expected && read(&zstd) == expected, "{name}");
    }
}

#[test]
fn bodies_of_cassettes_are_decoded_and_lead_back_to_their_places() {
    let Some(folder) = driftline_corpus::shared("recorded/cassettes") else { return };
    let mut judged = 0;
    for (name, ..) in CASSETTES {
        let file = folder.join(name);
        let text = std::fs::read_to_string(&file).expect("a file");
        let capture = ReadOptions::default().open(&file).unwrap_or_else(|error| panic!("{error}"));
        for exchange in capture.filter_map(Result::ok) {
            for side in [Side::Request, Side::Response] {
                let source = match exchange.body(side) {
                    Body::Text(text, BodySource::Embedded(_)) => text,
                    Body::Text(text, _) => {
                        assert!(text.chars().all(|c| !c.is_control() || c.is_whitespace()), "{name}: {text:?}");
                        continue;
                    }
                    Body::Unavailable(reason) => {
                        assert!(reason.contains("stub"), "{name}: {reason}");
                        continue;
                    }
                    Body::Absent | Body::Json(..) | Body::Binary(_) => continue,
                };
                let Ok(serde_json::Value::Object(members)) = serde_json::from_str(source) else { continue };
                let Some(member) = members.keys().next_back() else { continue };
                let position = exchange.name_place(side, &Pointer::ROOT.key(member)).position.expect("a position");
                let line = text.lines().nth(position.line as usize - 1).expect("the line");
                let rest: String = line.chars().skip(position.column as usize - 1).collect();
                assert!(rest.trim_start_matches(['\\', '"']).starts_with(member.as_str()), "{name}:{position}: {rest}");
                judged += 1;
            }
        }
    }
    assert!(judged > 100, "{judged}");
}

#[test]
fn the_place_of_a_body_is_where_its_text_stands_in_the_file() {
    let Some(folder) = driftline_corpus::shared("recorded") else { return };
    let file = folder.join("ecs.ndjson");
    let text = std::fs::read_to_string(&file).expect("a file");
    for exchange in read(&file) {
        let Body::Json(value, _) = exchange.body(Side::Response) else { continue };
        let position = exchange.value_place(Side::Response, &Pointer::ROOT).position.expect("a position");
        let line = text.lines().nth(position.line as usize - 1).expect("the line");
        let rest: String = line.chars().skip(position.column as usize - 1).collect();
        let mut found = serde_json::Deserializer::from_str(&rest).into_iter::<serde_json::Value>();
        assert_eq!(found.next().expect("a value").expect("JSON"), *value, "{position}");
    }
}

#[test]
fn recorded_exchanges_written_down_again_are_read_back() {
    let Some(folder) = driftline_corpus::shared("recorded") else { return };
    let redactor = Redactor::default();
    for file in [folder.join("iam.ndjson"), folder.join("har/mitmproxy.har")] {
        let exchanges = read(&file);
        let mut written = Vec::new();
        for exchange in &exchanges {
            write_ndjson(exchange, &redactor, &mut written).expect("memory");
        }
        let again = ReadOptions::default().read("again", written.as_slice()).expect("a capture");
        let again: Vec<Exchange> = again.collect::<Result<_, _>>().expect("exchanges");
        assert_eq!(again.len(), exchanges.len());
        for (one, two) in exchanges.iter().zip(&again) {
            let status = |exchange: &Exchange| exchange.response.as_ref().map(|response| response.status);
            assert_eq!(status(one), status(two));
            for side in [Side::Request, Side::Response] {
                assert_eq!(one.body(side).is_present(), two.body(side).is_present());
            }
        }
    }
}

#[test]
fn hostile_captures_end_with_a_message_and_without_a_panic() {
    let Some(folder) = driftline_corpus::shared("recorded/hostile") else { return };
    let files = support::files(&folder);
    let captures = files.iter().filter(|file| file.extension().is_none_or(|end| end != "py" && end != "md"));
    let listing: String = captures.map(|file| support::report(&ReadOptions::default(), file)).collect();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../snapshots/capture");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("hostile", listing));
}
