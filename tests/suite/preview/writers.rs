//! Everything that writes into a site while it is shown: editors, tools and people, each in its own way, and the page
//! as it must be in the end.

use std::{fs, path::Path, process::Command, thread};

use super::harness::{FIRST, Preview, Site, fill, project, put, run, year};

/// Show the small site, let something be done to its first file, and wait for the new figure alone on the page.
#[track_caller]
fn saved(write: impl Fn(&Path, &str)) {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    // Twice: the second time the file may be another one by the system's reckoning.
    for beds in [41, 42] {
        write(&site.at(FIRST), &project("一号工程", "甲局", beds));
        preview.until_shown("2020/01.html", &format!("<b>{beds}%</b>"));
        preview.until_broken(false);
        assert!(preview.shows("2020/index.html", &format!("{beds}%")));
    }
}

#[test]
fn a_file_written_in_place() {
    saved(|path, text| fs::write(path, text).expect("written"));
}

#[test]
fn a_file_written_aside_and_renamed() {
    saved(|path, text| {
        let aside = path.with_extension("yaml.tmp.1234");
        fs::write(&aside, text).expect("written");
        fs::rename(&aside, path).expect("renamed");
    });
}

#[test]
fn a_file_renamed_to_a_backup_and_written_anew() {
    saved(|path, text| {
        let backup = path.with_file_name("01.yaml~");
        fs::write(path.with_file_name("4913"), "").expect("a trial");
        fs::remove_file(path.with_file_name("4913")).expect("removed");
        fs::rename(path, &backup).expect("renamed");
        fs::write(path, text).expect("written");
        fs::remove_file(&backup).expect("removed");
    });
}

#[test]
fn a_file_saved_by_vim() {
    if Command::new("vim").arg("--version").output().is_err() {
        // What it does to the disk is done by the test above.
        return;
    }
    for backup in ["no", "yes"] {
        saved(|path, text| {
            let beds: String = text.split("beds: ").nth(1).expect("a figure").chars().take_while(char::is_ascii_digit).collect();
            let change = format!("%s/{{beds: \\d\\+/{{beds: {beds}/");
            let set = format!("set writebackup backupcopy={backup}");
            run(Command::new("vim").args(["-es", "-u", "NONE", "-c", &set, "-c", &change, "-c", "wq"]).arg(path));
        });
    }
}

#[test]
fn a_file_changed_by_sed() {
    saved(|path, text| {
        let line = text.lines().last().expect("a line");
        run(Command::new("sed").args(["-i", &format!("s/^  - {{as_of.*/{line}/")]).arg(path));
    });
}

#[test]
fn what_editors_leave_lying_about_is_no_content() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    let folder = site.at("content/2020/projects");
    for name in [".01.yaml.swp", "01.yaml~", "#01.yaml#", ".~lock.01.yaml#", ".DS_Store", "Thumbs.db", "01.yaml.bak"] {
        fs::write(folder.join(name), "title: 不是内容\n").expect("written");
    }
    // A lock of Emacs points at nothing.
    #[cfg(unix)]
    std::os::unix::fs::symlink("somebody@somewhere.1234", folder.join(".#01.yaml")).expect("a link");
    let aside = site.beside("01.yaml");
    fs::write(&aside, project("一号工程", "甲局", 45)).expect("written");
    fs::rename(aside, site.at(FIRST)).expect("renamed");
    preview.until_shown("2020/01.html", "<b>45%</b>");
    assert!(preview.states.iter().all(|state| !state.broken && state.warnings == 0), "{:#?}", preview.states);
}

#[test]
fn a_project_deleted() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    assert!(preview.shows("2020/index.html", "二号工程"));
    fs::remove_file(site.at("content/2020/projects/02.yaml")).expect("removed");
    preview.until("a page that is gone", |preview| preview.get("2020/02.html").status == 404);
    for path in ["2020/index.html", "index.html", "departments/yi.html", "archive.html"] {
        let answer = preview.get(path);
        assert!(!answer.text().contains("二号工程"), "{path}: {}", answer.text());
    }
    assert_eq!((preview.now().broken, preview.get("2020/01.html").status), (false, 200));
}

#[test]
fn a_project_renamed() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    fs::rename(site.at("content/2020/projects/02.yaml"), site.at("content/2020/projects/07.yaml")).expect("renamed");
    preview.until_shown("2020/07.html", "二号工程");
    preview.until("a page that is gone", |preview| preview.get("2020/02.html").status == 404);
    assert!(preview.shows("2020/index.html", "href=\"../2020/07.html\"") && !preview.shows("2020/index.html", "2020/02.html"));
}

#[test]
fn a_year_renamed_and_written_into() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    fs::rename(site.at("content/2020"), site.at("content/2019")).expect("renamed");
    preview.until_shown("2019/01.html", "一号工程");
    assert_eq!((preview.get("2020/01.html").status, preview.get("2020/index.html").status), (404, 404));
    assert!(!preview.shows("index.html", "2020/01.html"));
    site.edit("content/2019/projects/01.yaml", "beds: 40", "beds: 44");
    preview.until_shown("2019/01.html", "<b>44%</b>");
}

#[test]
fn folders_that_appear_with_their_files() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    site.write("content/2021/year.yaml", &year(2021));
    site.write("content/2021/projects/01.yaml", &project("新年工程", "甲局", 1).replace("2020-09-30", "2021-03-31"));
    site.write("content/2021/projects/01/a/b.txt", "深处\n");
    preview.until_shown("2021/01.html", "新年工程");
    preview.until("its attachment", |preview| preview.get("2021/01/a/b.txt").body == "深处\n".as_bytes());
    // Moved here whole, from where nobody looked.
    put(&site.beside("2018/year.yaml"), &year(2018));
    put(&site.beside("2018/projects/05.yaml"), &project("旧年工程", "乙局", 5).replace("2020-09-30", "2018-09-30"));
    fs::rename(site.beside("2018"), site.at("content/2018")).expect("renamed");
    preview.until_shown("2018/05.html", "旧年工程");
    site.edit("content/2018/projects/05.yaml", "beds: 5", "beds: 6");
    preview.until_shown("2018/05.html", "<b>6%</b>");
}

#[test]
fn a_thousand_files_at_once() {
    const NAMES: std::ops::Range<usize> = 100..1100;
    let site = Site::small();
    let mut preview = Preview::of(&site);
    let path = |n: usize| site.at(&format!("content/2020/projects/{n}.yaml"));
    let all = |preview: &Preview, beds: u32| {
        let list = preview.text("2020/index.html");
        !preview.now().broken
            && NAMES.clone().all(|n| list.contains(&format!("第{n}号工程")))
            && list.matches(&format!("value=\"{beds}\" aria-label=\"第")).count() == NAMES.len()
    };
    // As a tool does that copies a tree: written aside, moved to their places one by one.
    for n in NAMES {
        put(&site.beside(&format!("new/{n}.yaml")), &project(&format!("第{n}号工程"), "甲局", 50));
    }
    let before = preview.now().revision;
    for n in NAMES {
        fs::rename(site.beside(&format!("new/{n}.yaml")), path(n)).expect("renamed");
    }
    preview.until("all of them", |preview| all(preview, 50));
    let moved = preview.now().revision - before;
    // As a script does that goes over them: each written again in place.
    let before = preview.now().revision;
    thread::scope(|scope| {
        for part in 0..4 {
            let write = |n: usize| fs::write(path(n), project(&format!("第{n}号工程"), "甲局", 60)).expect("written");
            scope.spawn(move || NAMES.filter(|n| n % 4 == part).for_each(write));
        }
    });
    preview.until("all of their figures", |preview| all(preview, 60));
    let written = preview.now().revision - before;
    println!("{} files moved at once: {moved} revisions; written in place: {written}", NAMES.len());
    assert!(moved <= 5 && written <= 50, "{moved} and {written} revisions");
    for n in NAMES {
        assert!(preview.shows(&format!("2020/{n}.html"), "<b>60%</b>"), "{n}");
    }
    for n in NAMES {
        fs::remove_file(path(n)).expect("removed");
    }
    preview.until("none of them", |preview| NAMES.clone().all(|n| preview.get(&format!("2020/{n}.html")).status == 404));
    assert!(!preview.now().broken && preview.shows("2020/01.html", "<b>40%</b>"));
}

#[test]
fn the_content_replaced_by_another_folder() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    let new = site.beside("new");
    fill(&new);
    fs::write(new.join(FIRST), project("另一工程", "甲局", 90)).expect("written");
    fs::rename(site.at("content"), site.beside("old")).expect("renamed");
    fs::rename(new.join("content"), site.at("content")).expect("renamed");
    preview.until_shown("2020/01.html", "另一工程");
    // The new folder is watched, the old one no more.
    fs::write(site.beside("old/2020/projects/01.yaml"), "broken").expect("written");
    site.edit(FIRST, "beds: 90", "beds: 91");
    preview.until_shown("2020/01.html", "<b>91%</b>");
    assert!(!preview.now().broken);
}

#[test]
fn the_content_removed_and_written_again() {
    let site = Site::small();
    let mut preview = Preview::of(&site);
    fs::remove_dir_all(site.at("content")).expect("removed");
    preview.until_broken(true);
    assert!(preview.shows("2020/01.html", "<b>40%</b>"), "the last good pages stay");
    fill(&site.root);
    site.edit(FIRST, "beds: 40", "beds: 46");
    preview.until_shown("2020/01.html", "<b>46%</b>");
    preview.until_shown("2020/02.html", "<b>80%</b>");
    assert!(!preview.now().broken);
}

#[test]
fn a_branch_checked_out() {
    let site = Site::small();
    let git = |args: &[&str]| {
        let mut command = Command::new("git");
        command.current_dir(&site.root).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        run(command.args(["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]).args(args));
    };
    git(&["init", "--quiet"]);
    git(&["add", "content"]);
    git(&["commit", "--quiet", "--message", "one"]);
    git(&["checkout", "--quiet", "-b", "other"]);
    site.edit(FIRST, "beds: 40", "beds: 47");
    fs::remove_file(site.at("content/2020/projects/02.yaml")).expect("removed");
    site.write("content/2021/year.yaml", &year(2021));
    site.write("content/2021/projects/03.yaml", &project("分支工程", "乙局", 3).replace("2020-09-30", "2021-03-31"));
    git(&["add", "--all", "content"]);
    git(&["commit", "--quiet", "--message", "two"]);
    git(&["checkout", "--quiet", "main"]);
    let mut preview = Preview::of(&site);
    assert_eq!(preview.get("2021/03.html").status, 404);
    for _ in 0..2 {
        git(&["checkout", "--quiet", "other"]);
        preview.until_shown("2020/01.html", "<b>47%</b>");
        preview.until_shown("2021/03.html", "分支工程");
        preview.until("a page that is gone", |preview| preview.get("2020/02.html").status == 404);
        git(&["checkout", "--quiet", "main"]);
        preview.until_shown("2020/01.html", "<b>40%</b>");
        preview.until_shown("2020/02.html", "二号工程");
        preview.until("a page that is gone", |preview| preview.get("2021/03.html").status == 404);
        assert!(!preview.now().broken);
    }
}
