//! The report for a browser, in a browser.

use crate::support::{driftline, text};
use std::{fs, process::Command};

const BROWSERS: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];

/// The page after its script has run; `None` after saying that there is no browser here.
fn page_as_shown(url: &str, profile: &str) -> Option<String> {
    let arguments = ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", url];
    let shown = BROWSERS.iter().find_map(|browser| {
        let ran = Command::new(browser).arg(format!("--user-data-dir={profile}")).args(arguments).output().ok()?;
        ran.status.success().then(|| String::from_utf8_lossy(&ran.stdout).into_owned())
    });
    if shown.is_none() {
        driftline_corpus::skipped(&format!("none of {BROWSERS:?} is installed"));
    }
    shown
}

#[test]
fn a_browser_runs_the_script_of_the_page_and_no_other() {
    let folder = tempfile::tempdir().expect("a folder");
    let hostile = r#"{"lease": {"enable": "</script><script>document.title='taken'</script>"}, "<img src=x onerror=document.title='taken'>": 1}"#;
    let (body, page) = (folder.path().join("body.json"), folder.path().join("report.html"));
    fs::write(&body, hostile).expect("written");
    let report = format!("html={}", text(&page));
    let ran =
        driftline(&["validate", &text(&body), "--operation", "ShowNotebook", "--spec", "spec", "--report", &report]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let url = format!("file://{}", text(&page));
    let Some(shown) = page_as_shown(&url, &text(&folder.path().join("profile"))) else { return };
    assert!(shown.contains(r#"aria-live="polite">2 of 2 shown</output>"#), "{shown}");
    assert!(shown.contains(r#"<form id="filters">"#), "the filters are hidden");
    assert!(!shown.contains("<title>taken"), "a value ran as a script");
}
