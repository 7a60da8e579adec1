//! How fast each phase is, on a made-up district of a few hundred projects: `cargo bench`.
//!
//! Each bench names its throughput, in bytes where a phase reads or writes text, in projects or pages elsewhere. Write
//! goes to the system's folder for temporary files; set `TMPDIR=/dev/shm` to time the program and not the disk.

use std::{fmt::Write as _, hint::black_box, sync::Arc};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use gongshi::{
    diag::{Diagnostics, Span},
    files::{Files, MemoryFiles, SitePath},
    memo::{Key, Table},
    meter::Unseen,
    output::{self, DiskStore, MemoryStore, Meta, Nowhere, Publication, Record, Store},
    pipeline::{self, Memory, Tools},
    plan::{Choice, Plan},
    render,
    site::{self, Site},
    source::{Seen, Sources},
    syntax::{markdown, yaml},
    theme::{self, Theme},
};

const YEARS: std::ops::Range<i32> = 2016..2026;
const PER_YEAR: usize = 30;
const PROJECTS: u64 = 10 * PER_YEAR as u64;
const DEPARTMENTS: usize = 12;

/// A project with three indicators and four reports, in about 1.5 kB.
fn project(year: i32, n: usize) -> String {
    let mut text = format!(
        "title: 新增助餐点（第{n}号）\ncategory: 健康养老\nlead: 区第{}局\npartners: [区第{}局, 区第{}局]\nplaces: [东园街道]\nbudget: {{amount: {}, unit: 万元}}\nindicators:\n",
        n % DEPARTMENTS,
        (n + 1) % DEPARTMENTS,
        (n + 5) % DEPARTMENTS,
        100 + n
    );
    for (id, name, target, unit) in [("i1", "新增助餐点", 10, "个"), ("i2", "改造养老床位", 250, "张"), ("i3", "开展培训", 1000, "人次")]
    {
        let _ = write!(text, "  - id: {id}\n    name: {name}\n    object: {name}\n    target: {target}\n    unit: {unit}\n");
    }
    text.push_str("milestones:\n");
    for quarter in 1..=4 {
        let _ = write!(text, "  - period: {year}-Q{quarter}\n    text: 施工单位按计划进场，每周公布进度并接受监督。\n");
    }
    text.push_str("reports:\n");
    for (quarter, month) in [3, 6, 9, 12].into_iter().enumerate() {
        let share = quarter + 1;
        let _ = write!(
            text,
            "  - as_of: {year}-{month:02}-25\n    readings: {{i1: {}, i2: {}, i3: {}}}\n    note: 汛期前完成主要节点，雨季未发生投诉。验收后移交属地管理。\n",
            2 * share + n % 3,
            60 * share,
            240 * share
        );
    }
    text
}

/// A narrative of about 2.5 kB.
fn narrative() -> String {
    let sentence = "年初已完成点位排摸与意见征询，居民代表参加了**方案讨论**，第三方机构参与中期评估。";
    let part = |heading: &str| format!("## {heading}\n\n{}\n\n{}\n\n", sentence.repeat(4), sentence.repeat(4));
    format!("{}{}{}- 其一\n- 其二\n", part("项目背景"), part("实施进展"), part("后续安排"))
}

fn district() -> MemoryFiles {
    let mut files = MemoryFiles::default();
    files.insert("content/site.yaml", "title: 滨江区实事项目公示\nbase_url: https://www.example.gov.cn/ssxm/\n");
    let mut departments = String::new();
    for n in 0..DEPARTMENTS {
        let _ = write!(departments, "- id: d{n:02}\n  name: 区第{n}局\n");
    }
    files.insert("content/departments.yaml", departments);
    files.insert("content/places.yaml", "- id: p01\n  name: 东园街道\n");
    files.insert("content/categories.yaml", "- id: c01\n  name: 健康养老\n");
    for year in YEARS {
        files.insert(&format!("content/{year}/year.yaml"), format!("title: {year}年为民办实事项目\nas_of: {year}-12-31\n"));
        for n in 1..=PER_YEAR {
            files.insert(&format!("content/{year}/projects/{n:04}.yaml"), project(year, n));
            files.insert(&format!("content/{year}/projects/{n:04}.md"), narrative());
        }
    }
    files
}

fn parse(c: &mut Criterion) {
    let (text, path) = (project(2025, 1), SitePath::new("content/2025/projects/0001.yaml"));
    let mut group = c.benchmark_group("parse");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("one project's YAML", |b| {
        b.iter(|| {
            let mut diags = Diagnostics::default();
            black_box(yaml::parse(&mut diags, &path, &text, 0)).is_some()
        });
    });
}

fn lower(c: &mut Criterion) {
    let files = district();
    let mut group = c.benchmark_group("lower");
    group.throughput(Throughput::Elements(PROJECTS));
    for (name, warm) in [("parse, lower and check every project", false), ("find every project known", true)] {
        let mut known = site::Known::default();
        let mut seen = Seen::default();
        group.bench_function(name, |b| {
            b.iter(|| {
                let mut diags = Diagnostics::default();
                if !warm {
                    known = site::Known::default();
                }
                let sources = Sources::read(&mut diags, &files, &mut seen).expect("memory");
                Site::new(&mut diags, &sources, &mut known, &()).expect("memory").programmes.len()
            });
        });
    }
}

fn markdown_to_html(c: &mut Criterion) {
    let text = narrative();
    let mut group = c.benchmark_group("Markdown");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("parse a narrative", |b| b.iter(|| markdown::parse(black_box(&text)).len()));
    group.bench_function("a narrative to HTML", |b| {
        let resolve = |_: &str| None;
        let options = markdown::Options { resolve: &resolve, top_level: 2, id_prefix: "s-" };
        b.iter(|| markdown::html(&markdown::parse(black_box(&text)), &options).len());
    });
}

fn render_pages(c: &mut Criterion) {
    let files = district();
    let mut diags = Diagnostics::default();
    let sources = Sources::read(&mut diags, &files, &mut Seen::default()).expect("memory");
    let site = Site::new(&mut diags, &sources, &mut site::Known::default(), &()).expect("memory");
    let plan = Plan::new(&mut diags, &site, &Choice::default(), &mut Table::default()).expect("memory");
    let theme =
        Theme::load(&mut diags, &files, (theme::DEFAULT, Span::file(&SitePath::new("content/site.yaml"))), "zh-CN").expect("memory");
    assert!(!diags.has_errors(), "the district is sound");
    let mut group = c.benchmark_group("render");
    group.throughput(Throughput::Elements(plan.pages.len() as u64));
    group.bench_function("make every view", |b| b.iter(|| plan.pages.iter().filter(|page| plan.view(page).is_ok()).count()));
    group.bench_function("make every page", |b| {
        b.iter(|| {
            let publication = Publication::begin(&Nowhere).expect("nowhere");
            let mut known = render::Known::default();
            render::all(&mut diags, (&plan, &theme), &files, &mut known, &publication, &Unseen).expect("memory").rendered
        });
    });
    let mut known = render::Known::default();
    group.bench_function("find every page made", |b| {
        b.iter(|| {
            let publication = Publication::begin(&Nowhere).expect("nowhere");
            render::all(&mut diags, (&plan, &theme), &files, &mut known, &publication, &Unseen).expect("memory").rendered
        });
    });
}

/// The finished district.
fn finished(files: &dyn Files) -> output::Files {
    let store = MemoryStore::default();
    let mut tools = Tools { store: &mut |_| Ok(Box::new(&store) as Box<dyn Store>), parts: &mut || None, meter: &Unseen, ends: false };
    let outcome = pipeline::build(files, &Choice::default(), &mut Memory::default(), &mut tools).expect("memory");
    assert!(outcome.built.is_some(), "the district is sound");
    let mut files = store.files();
    files.remove(output::MANIFEST);
    files
}

fn hash(c: &mut Criterion) {
    let pages = finished(&district());
    let page = &pages["2025/0001.html"];
    let mut group = c.benchmark_group("hash");
    group.throughput(Throughput::Bytes(page.len() as u64));
    group.bench_function("a page for the manifest (SHA-256)", |b| b.iter(|| Record::of(black_box(page))));
    group.bench_function("a page as a key (BLAKE3)", |b| b.iter(|| Key::of_bytes(black_box(page))));
}

fn write(c: &mut Criterion) {
    let pages = finished(&district());
    let bytes: u64 = pages.values().map(|page| page.len() as u64).sum();
    let mut group = c.benchmark_group("write");
    group.sample_size(20).throughput(Throughput::Bytes(bytes));
    group.bench_function("a new folder", |b| {
        b.iter_batched(
            || tempfile::tempdir().expect("a folder"),
            |folder| {
                let mut store = DiskStore::open(folder.path(), Arc::default()).expect("a folder");
                let applied = output::apply(&pages, &Meta::default(), &mut store).expect("a disk");
                (folder, applied)
            },
            BatchSize::PerIteration,
        );
    });
    let folder = tempfile::tempdir().expect("a folder");
    let apply = || {
        let mut store = DiskStore::open(folder.path(), Arc::default()).expect("a folder");
        output::apply(&pages, &Meta::default(), &mut store).expect("a disk")
    };
    apply();
    group.bench_function("nothing changed, nothing remembered", |b| b.iter(apply));
}

fn whole(c: &mut Criterion) {
    let mut files = district();
    let mut group = c.benchmark_group("whole");
    group.sample_size(20).throughput(Throughput::Elements(PROJECTS));
    let build = |files: &MemoryFiles, memory: &mut Memory| {
        let mut tools = Tools { store: &mut |_| Ok(Box::new(Nowhere) as Box<dyn Store>), parts: &mut || None, meter: &Unseen, ends: false };
        pipeline::build(files, &Choice::default(), memory, &mut tools).expect("memory").findings.len()
    };
    group.bench_function("cold", |b| b.iter(|| build(&files, &mut Memory::default())));
    let mut memory = Memory::default();
    build(&files, &mut memory);
    let mut reading = 0;
    group.bench_function("one reading changed", |b| {
        b.iter(|| {
            reading += 1;
            let text = project(2025, 1).replace("i1: 3,", &format!("i1: {reading},"));
            files.insert("content/2025/projects/0001.yaml", text);
            build(&files, &mut memory)
        });
    });
}

criterion_group!(phases, parse, lower, markdown_to_html, render_pages, hash, write, whole);
criterion_main!(phases);
