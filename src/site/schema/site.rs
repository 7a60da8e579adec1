//! The site, its registries, free pages and papers.

use super::{Record, key};

/// `content/site.yaml`.
pub static SITE: Record = Record {
    name: "site",
    zh: "站点",
    place: "`content/site.yaml`",
    keys: &[
        key("title", "标题", "text", "required", "滨江区实事项目公示", "the site's name, on every page"),
        key(
            "base_url",
            "网址",
            "URL",
            "none",
            "https://www.example.gov.cn/ssxm/",
            "where the site will be published; canonical addresses, feeds, the sitemap and OC4IDS use it; every link is relative",
        ),
        key("language", "语言", "language tag", "zh-CN", "zh-CN", "the pages' language"),
        key(
            "publisher",
            "发布机构",
            "text",
            "none",
            "滨江区人民政府办公室",
            "who publishes and answers for the site; shown at the foot of every page",
        ),
        key("description", "简介", "text", "none", "每一项承诺，办到哪一步", "one or two sentences for the home page and search engines"),
        key("site_id_code", "网站标识码", "10 digits", "none", "\"3100000001\"", "the government site's identification code"),
        key("icp", "ICP备案号", "text", "none", "沪ICP备00000001号", "the ICP filing number"),
        key("police_record", "公安备案号", "text", "none", "沪公网安备00000000000001号", "the public security filing number"),
        key("contact", "联系方式", "text", "none", "电话 12345", "how a resident reaches the publisher or reports a fault"),
        key(
            "site_domain",
            "网站域名",
            "text",
            "the host of `base_url`",
            "www.example.gov.cn",
            "the domain of the government site, for its page tags",
        ),
        key("licence", "许可", "URL", "none", "https://creativecommons.org/licenses/by/4.0/", "under which terms the data may be used"),
        key(
            "oc4ids_prefix",
            "OC4IDS前缀",
            "text",
            "none",
            "oc4ids-abc123",
            "the registered prefix; with it the site publishes OC4IDS data",
        ),
        key("theme", "主题", "name", "default", "default", "the theme: a folder of `themes/`, or the embedded `default`"),
        key(
            "share_cards",
            "分享卡片",
            "yes or no",
            "no",
            "yes",
            "draw an image of the home page, each year, project and paper, for pages shared elsewhere; see `docs/share-cards.md`",
        ),
        key(
            "timezone",
            "时区",
            "Asia/Shanghai or UTC",
            "Asia/Shanghai",
            "Asia/Shanghai",
            "the zone in which the content's dates are meant; written to `manifest.json`",
        ),
        key(
            "public_key",
            "公钥",
            "minisign public key",
            "none",
            "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3",
            "the key every publication is signed with; with it `gongshi publish` refuses to publish unsigned",
        ),
        key(
            "publish",
            "发布目标",
            "list of publishing target",
            "none",
            "[{name: portal, kind: folder, path: /srv/www/ssxm}]",
            "where `gongshi publish` sends the site",
        ),
    ],
};

/// An entry of `publish` in `content/site.yaml`.
pub static PUBLISHING_TARGET: Record = Record {
    name: "publishing target",
    zh: "发布目标",
    place: "an entry of `publish`",
    keys: &[
        key("name", "名称", "id", "required", "portal", "what the command line calls it: `gongshi publish portal`"),
        key("kind", "类别", "word: target kinds", "required", "folder", "what sort of place it is"),
        key(
            "path",
            "路径",
            "text",
            "the top",
            "/srv/www/ssxm",
            "the folder, or the file of an archive, seen from the site's root; on a server the folder below its top",
        ),
        key(
            "endpoint",
            "服务地址",
            "text",
            "none",
            "https://oss-cn-shanghai.aliyuncs.com",
            "the server: `https://…`, or `ssh://HOST:PORT` for SFTP",
        ),
        key("bucket", "存储桶", "text", "none", "ssxm", "of object storage"),
        key("region", "地域", "text", "none", "cn-east-1", "of object storage, where it needs one"),
        key("user", "用户名", "text", "none", "webmaster", "for SFTP and WebDAV; passwords and secret keys never stand here"),
        key("key_file", "密钥文件", "text", "the agent's", "~/.ssh/id_ed25519", "for SFTP: the file of the private key"),
        key(
            "compress",
            "压缩",
            "yes or no",
            "no",
            "yes",
            "keep a compressed variant: a `.gz` beside each text in folders and archives, `Content-Encoding` in object storage",
        ),
        key("keep", "保留版本", "whole number", "all", "20", "of a folder: how many releases stay for `gongshi rollback`"),
        key(
            "ask_above",
            "删除上限",
            "whole number",
            "10",
            "50",
            "how many pages may go at once before `gongshi publish` asks, or needs `--yes`",
        ),
    ],
};

/// An entry of `content/departments.yaml`.
pub static DEPARTMENT: Record = Record {
    name: "department",
    zh: "部门",
    place: "an entry of `content/departments.yaml`",
    keys: &[
        key("id", "编号", "id", "required", "mzj", "permanent, ASCII; makes the address `departments/mzj.html`"),
        key("name", "名称", "text", "required", "区民政局", "the official name, as shown"),
        key("aliases", "别名", "list of text", "none", "[民政局]", "other spellings found in papers; each resolves to this entry"),
        key("kind", "类别", "word: department kinds", "department", "group", "what sort of body it is"),
        key(
            "members",
            "成员",
            "list of department names",
            "none",
            "[东园街道, 西苑街道]",
            "for a group such as 各街镇: who is meant; each member's page shows the group's projects",
        ),
        key("contact", "联系方式", "text", "none", "电话 12345", "how to reach it"),
        key("description", "简介", "text", "none", "负责养老服务", "a sentence about it"),
    ],
};

/// An entry of `content/places.yaml`.
pub static PLACE: Record = Record {
    name: "place",
    zh: "街镇",
    place: "an entry of `content/places.yaml`",
    keys: &[
        key("id", "编号", "id", "required", "dongyuan", "permanent, ASCII; makes the address `places/dongyuan.html`"),
        key("name", "名称", "text", "required", "东园街道", "the official name, as shown"),
        key("aliases", "别名", "list of text", "none", "[东园]", "other spellings"),
        key("description", "简介", "text", "none", "辖 12 个居委会", "a sentence about it"),
    ],
};

/// An entry of `content/categories.yaml`.
pub static CATEGORY: Record = Record {
    name: "category",
    zh: "领域",
    place: "an entry of `content/categories.yaml`",
    keys: &[
        key("id", "编号", "id", "required", "elderly", "permanent, ASCII; makes the address `categories/elderly.html`"),
        key("name", "名称", "text", "required", "健康养老", "the field's name, as shown"),
        key("aliases", "别名", "list of text", "none", "[养老]", "other spellings"),
        key("description", "简介", "text", "none", "养老床位、助餐", "a sentence about it"),
    ],
};

/// Front matter of `content/pages/*.md`.
pub static PAGE: Record = Record {
    name: "page",
    zh: "页面",
    place: "front matter of `content/pages/*.md`",
    keys: &[
        key("title", "标题", "text", "required", "关于本站", "the page's heading"),
        key("description", "简介", "text", "the narrative's first sentences", "进度怎样计算", "a summary for search engines"),
        key("order", "排序", "whole number", "0", "1", "place among the free pages of the menu, small first"),
        key("menu", "菜单", "yes or no", "yes", "no", "whether the menu of every page names it"),
        key("expires_on", "失效日期", "date", "none", "2020-12-31", "the notice is shown up to this day, and marked as expired after it"),
        key("updated", "更新日期", "date", "none", "2020-10-15", "when its text last changed"),
        key("language", "语言", "language tag", "Chinese", "en", "the language it is written in"),
        key("translation_of", "译自", "page id", "none", "about", "the page this one says in another language; each leads to the other"),
        key("draft", "草稿", "yes or no", "no", "yes", "left out of a build without `--drafts`"),
        key("publish_on", "定时发布", "date", "none", "2020-12-31", "left out until the site's date reaches it"),
    ],
};

/// Front matter of `content/documents/*.md`.
pub static DOCUMENT: Record = Record {
    name: "document",
    zh: "公文",
    place: "front matter of `content/documents/*.md`",
    keys: &[
        key("title", "标题", "text", "required", "关于印发年度重点工作目标的通知", "the paper's title"),
        key("number", "文号", "text", "none", "长府〔2020〕8号", "the document number; a source may name the paper by it"),
        key("aliases", "别名", "list of text", "none", "[目标分解表]", "other names a source may use"),
        key("issuer", "发文机关", "text", "none", "滨江区人民政府", "who issued it, as signed"),
        key("dated", "成文日期", "date", "none", "2020-02-26", "the date of the text"),
        key("issued", "印发日期", "date", "none", "2020-02-26", "the date of issue"),
        key("published", "发布日期", "date", "none", "2020-03-02", "the date it was made public; never after the site's date"),
        key("openness", "公开方式", "text", "none", "此件公开发布", "the paper's own words on openness"),
        key("index_number", "索引号", "text", "none", "SY-2020-001", "the catalogue's index number"),
        key("subject", "主题分类", "text", "none", "综合政务", "the catalogue's subject"),
        key("copies_to", "抄送", "list of text", "none", "[区委各部门]", "who received copies"),
        key(
            "attachments",
            "附件",
            "list of attachment",
            "none",
            "[{file: plan.pdf, title: 目标分解表}]",
            "files beside the paper, in the folder of its name",
        ),
        key("summary", "摘要", "text", "the narrative's first sentences", "55 项目标的季度节点", "what it says, in our own words"),
        key("draft", "草稿", "yes or no", "no", "yes", "left out of a build without `--drafts`"),
        key("publish_on", "定时发布", "date", "none", "2020-12-31", "left out until the site's date reaches it"),
    ],
};

/// An attachment.
pub static ATTACHMENT: Record = Record {
    name: "attachment",
    zh: "附件",
    place: "an entry of `attachments`",
    keys: &[
        key("file", "文件", "file path", "required", "plan.pdf", "path, seen from the folder named like the paper"),
        key("title", "标题", "text", "the file's name", "目标分解表", "what the link says"),
    ],
};
