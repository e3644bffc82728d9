//! `vitrine run --seeds`: bad orders are found, and a seed brings its order back.

use std::path::Path;
use std::process::Command;

const LOST_UPDATE: &str = "
#include <pthread.h>
#include <stdio.h>
static int counter;
static void *adds(void *a) { for (int i = 0; i < 100; i++) counter++; return a; }
int main(void) {
    pthread_t t[2];
    for (int i = 0; i < 2; i++) pthread_create(&t[i], 0, adds, 0);
    for (int i = 0; i < 2; i++) pthread_join(t[i], 0);
    printf(\"%d\\n\", counter);
    return 0;
}
";

fn vitrine(args: &[&str], file: &Path) -> (String, Option<i32>) {
    let mut vitrine = Command::new(env!("CARGO_BIN_EXE_vitrine"));
    let output = vitrine.arg("run").args(args).arg(file).output().expect("vitrine runs");
    (String::from_utf8(output.stdout).expect("text"), output.status.code())
}

/// Each line's first seed and output.
fn outcomes(table: &str) -> Vec<(&str, &str)> {
    let rows = table.lines().skip(1);
    rows.map(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        (words[1], words[4])
    })
    .collect()
}

#[test]
fn lost_updates_are_found_and_come_back() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lost.c");
    std::fs::write(&file, LOST_UPDATE).expect("the folder is writable");
    for cpus in ["1", "2"] {
        let (table, status) = vitrine(&["--cpus", cpus, "--seeds", "300"], &file);
        let found = outcomes(&table);
        assert_eq!((found[0].1, status), ("200", Some(1)), "{table}");
        assert!(found.len() > 3, "{cpus} CPUs:\n{table}");
        for (seed, output) in found.into_iter().take(3) {
            let again = vitrine(&["--cpus", cpus, "--shuffle", "--seed", seed], &file);
            assert_eq!(again, (format!("{output}\n"), Some(0)), "seed {seed}, {cpus} CPUs");
        }
        // Without it, a seed is no interleaving.
        assert_eq!(vitrine(&["--cpus", cpus, "--seed", "7"], &file), ("200\n".into(), Some(0)));
    }
}

#[test]
fn the_table_as_json_has_whole_outputs() {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lines.c");
    let program = "#include <stdio.h>\nint main(void) { puts(\"a\"); puts(\"b\"); return 3; }\n";
    std::fs::write(&file, program).expect("the folder is writable");
    let (line, status) = vitrine(&["--seeds", "4", "--json"], &file);
    let expected = r#"{"end":"exit 3","first_seed":0,"runs":4,"stderr":"","stdout":"a\nb\n"}"#;
    assert_eq!((line.trim_end(), status), (expected, Some(3)));
}

/// Seeds among which the bad order of each program in `unlucky/` must be.
const SEEDS: &str = "1000";

/// The programs of textbooks with their mistakes: what the first comments call unlucky is found, on one CPU and on two, and comes
/// back with its seed.
#[test]
fn the_unlucky_orders_of_textbooks_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/unlucky");
    let entries = std::fs::read_dir(folder).expect("the folder of programs");
    let mut programs: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    programs.sort();
    assert!(programs.len() >= 10);
    for program in programs {
        let text = std::fs::read_to_string(&program).expect("a readable file");
        let name = program.file_stem().expect("a name").to_string_lossy().into_owned();
        let unlucky = text.lines().find_map(|line| line.strip_prefix("// unlucky: "));
        let unlucky = unlucky.unwrap_or_else(|| panic!("{name} does not say what is unlucky"));
        let bad = format!("\"end\":\"{unlucky}\"");
        let mut found = false;
        for cpus in ["1", "2"] {
            let (lines, _) = vitrine(&["--cpus", cpus, "--seeds", SEEDS, "--json"], &program);
            let Some(line) = lines.lines().find(|line| line.contains(&bad)) else { continue };
            let seed = line.split("\"first_seed\":").nth(1).and_then(|rest| rest.split(',').next());
            let seed = seed.expect("a line of JSON names its first seed");
            let status = if unlucky == "deadlock" { 124 } else { 1 };
            let (_, again) = vitrine(&["--cpus", cpus, "--shuffle", "--seed", seed], &program);
            assert_eq!(again, Some(status), "{name}: seed {seed} on {cpus} CPUs");
            println!("{name}: {unlucky} with --shuffle --cpus {cpus} --seed {seed}");
            found = true;
        }
        assert!(found, "{name}: no seed of {SEEDS} comes to {unlucky}");
    }
}
