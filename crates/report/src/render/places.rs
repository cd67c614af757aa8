//! The files in which findings stand, and their paths in few columns.

use driftline_finding::Finding;

/// The file in which a finding stands; empty if it stands in none.
pub(super) fn file(finding: &Finding) -> &str {
    finding.place.as_ref().map_or("", |place| &*place.file)
}

/// The folder, with its last slash, that all files of the findings are in; empty where there is none, or one file only.
pub(super) fn common_folder(findings: &[Finding]) -> String {
    let mut files = findings.iter().map(file).filter(|file| !file.is_empty());
    let Some(first) = files.next() else { return String::new() };
    let mut folder: Vec<&str> = first.split_inclusive('/').filter(|part| part.ends_with('/')).collect();
    let mut is_alone = true;
    for other in files.filter(|other| *other != first) {
        is_alone = false;
        let same = folder.iter().zip(other.split_inclusive('/')).take_while(|(one, other)| **one == *other).count();
        folder.truncate(same);
    }
    if is_alone { String::new() } else { folder.concat() }
}

/// A path from the folder on.
pub(super) fn below<'p>(path: &'p str, folder: &str) -> &'p str {
    path.strip_prefix(folder).unwrap_or(path)
}

/// A path in lines of at most `width` characters, broken behind slashes; longer names stay whole.
pub(super) fn path_lines(path: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in path.split_inclusive('/') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + part.chars().count() <= width => line.push_str(part),
            _ => lines.push(part.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use driftline_finding::{Family, Place, Rule, RuleId, Severity};

    static RULE: Rule = Rule {
        id: RuleId::new("some-rule"),
        family: Family::Page,
        default: Severity::Info,
        summary: "",
        rationale: "",
        remedy: "",
        triggers: "",
        passes: "",
    };

    #[test]
    fn the_common_folder_ends_at_a_slash() {
        let folder = |files: &[&str]| {
            let findings = files.iter().map(|file| Finding::new(&RULE, "").place(Place::file(*file)));
            common_folder(&findings.collect::<Vec<_>>())
        };
        assert_eq!(folder(&["a/things/b.html", "a/thing/c.html"]), "a/");
        assert_eq!(folder(&["a/b.html", "a/b.html"]), "");
        assert_eq!(folder(&["/a/b/c.html", "/a/b/d/e.html"]), "/a/b/");
        assert_eq!(folder(&["b.html", "c.html"]), "");
        assert_eq!(below("a/b.html", "a/"), "b.html");
    }

    #[test]
    fn paths_break_behind_slashes() {
        assert_eq!(path_lines("one/two/three.html", 9), ["one/two/", "three.html"]);
        assert_eq!(path_lines("one/two/three.html", 80), ["one/two/three.html"]);
    }
}
