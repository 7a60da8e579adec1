# 界面文字。一个词在模板里写作 t("键")；这里的文字不含 HTML。
# 站点可在自己的 themes/<主题>/words/zh-CN.ftl 中改写其中任何一条。

## 各页共用

year = { $year }年
as-of = 截至{ $date }
as-of-start = 截至{ $date }
as-of-sentence = 截至{ $date }。
data-as-of = 数据截至
overview = 概况
list-separator = 、
clause-separator = ，
source-separator = ；
colon = ：
wide-space = { "　" }
in-brackets = （{ $text }）
quoted = “{ $text }”
in-its-words = ，原文“{ $text }”
ordinal = 第{ $number }项
days = { $count }天
people = { $count }人
indicators = { $count } 项指标
was = 原为
now = 现为
reason = 原因：{ $reason }
decided-by = 决定依据：{ $authority }
not-said = 文件没有写
date-not-said = 文件没有写日期
unsaid = 没有写
unpublished = 没有公布
published = 公布
no-date = 没有日期
undated = 未写日期
none-yet = 还没有
date = 日期
time = 时间
kind = 种类
name = 名称
remark = 说明
notes = 说明
narrative = 叙述
see-original = 看原文
previous = 上一项
next = 下一项
contact = 联系
project = 项目
projects = 项目
indicator = 指标
category = 领域
place = 街镇
lead-departments = 主责部门
lead-label = 主责：
partner-departments = 配合部门
target = 目标
target-of = 目标{ $target }
draft-target-of = 草案目标{ $target }
reading-of = 读数{ $figure }
latest-reading = 最近一次读数
kept = 完成
behind = 慢序

## 页面的标题，用在链接里

title-home = 首页
title-archive = 历年对照
title-documents = 公文
title-corrections = 更正与撤回
title-departments = 部门
title-places = 街镇
title-categories = 领域
title-search = 搜索

## 草稿

draft = 草稿
draft-notice = 草稿提示
draft-page = 本页尚未发布，只供预览
draft-site = 本次生成含有未发布的内容，只供预览
draft-parts = 本页有内容尚未发布，只供预览

## 来源、依据与附件

source-label = 来源：
basis-label = 依据：
basis = 依据
figure-sources = 数字来源
basis-and-sources = 依据与来源
attachments = 附件

## 更正与变动

corrections = 更正
corrections-lede = 公布过的内容若有改动，在这里写明日期、原来怎样、现在怎样和原因；撤回的项目保留原页。
corrections-none = 没有更正。
corrections-none-as-of = 截至{ $date }，没有登记过更正。
turns-title = 变动与撤回
turns-hint = 公布以后，项目暂停、恢复、调整、并入或撤回的，列在这里。
turns-none = 没有登记过项目的变动或撤回。

## 项目页：报送、节点、地点

report-title = 报送记录
milestones = 节点
milestone-due = 已到期
milestone-ahead = 未到期
milestone-in-period = 当期
milestone-so-far = 累计
spots = 地点
spots-named = 文件点名的地点
spot = 地点
spot-share = 数量

## 重点工作目标

goal = 目标
goal-kicker = { $year }年重点工作目标
goal-kicker-ordinal = { $year }年重点工作目标 第{ $number }项
goal-task = 目标任务
goal-measures = 全年的数字
goal-quarters = 各季度的节点
goal-plan = 这是计划。
goal-plan-measured = 这是计划。“累计”从年初算起，“当期”只算这一季度。
goal-projects = 实事项目里的同一件事
goal-pager = 前后目标
goal-dash = 文件此处为“{ $text }”
goal-silent = 文件没有写这一季度
goal-quarter-now = 本站数据所在的季度
goal-quarter-now-as-of = 本站数据所在的季度（截至{ $date }）
goal-quarter-over = 已过
goal-quarter-ahead = 未到
goal-agrees = 没有发现不一致
goals-lede = 共 { $total } 项目标，其中 { $measured } 项写有数字，其余只有文字。每项目标分季度写明节点，由主责部门负责。
goals-milestones = { $period }的节点
goals-all = 全部目标
goals-differing = 说法不一致
goals-due = { $period }要做到什么
goals-due-now = 本站数据截至{ $date }，在这个季度里。
goals-due-nearest = 本站数据截至{ $date }，以下是离它最近的节点。
goals-due-hint = 这里照录计划的节点，不说明是否做到。点开一项目标，可以看它各季度的节点。
goals-differ = 目标与项目说法不一致
goals-differ-count = 目标与项目说法不一致，共 { $count } 处
goals-differ-hint = 同一件事，目标和项目写得不同。两边照录，本站不判断以哪边为准。
goals-here = 目标的说法
goals-there = 项目的说法
named-said = 重点工作目标与工作报告中的同一件事
named-only = 来历
named-there = 该处
named-here = 本项目

## 报送情况

reporting-lede = 各部门每月{ $day }日前报送{ $to }。
reporting-lede-goals = 文件要求各部门每月{ $day }日前，把{ $goals }的完成情况报送{ $to }。
reporting-hint-goals = 这条要求说的是目标；本页看的是项目的读数，两者不完全是一回事。
reporting-hint = “没有看到”只说本站收录的材料里没有，材料可能报送了而没有公开。已完成、已暂停的不计；只写到月的，按月底算。
reporting-only-draft = 这一年只有草案，没有要报送的读数。
reporting-due = 报送日
reporting-counts = { $count } 个，其中 { $reported } 个有这一天以后的读数；{ $settled } 个已完成、暂停或取消，不再等读数
reporting-without = 未见读数
reporting-without-some = { $indicators }，本站没有看到这一天以后的读数
reporting-without-none = 没有这样的指标
unread-title = 没有看到读数的指标
unread-since = 自{ $date }起，本站没有看到读数的指标
reporting-departments = 各主责部门
reporting-departments-hint = 按项目和指标的主责部门列出；读数由谁写进材料，见各项目页。
reporting-projects = 各主责部门的项目
reporting-caption = 各主责部门的项目，最近一次报送说到哪一天
reporting-latest = 报送截至
reporting-seen = 本站看到的
reporting-draft = 草案，不计
reporting-settled = { $status }，不再等
reporting-unread = { $count } 项指标没有看到
reporting-read = 有读数

## 文件所写的数字

stated-of-which = 其中
stated-sort = { $sort }
stated-target = 目标
stated-beside-target = （目标{ $target }）
stated-pending = （以上级下达数为准）
stated-counted = （由本站数出）
stated-part-of = （“{ $whole }”的一部分）

## 公开征集

consultation-lede = 问了什么，收到什么，怎样处理。
consultation-none = 到本站的日期为止，还没有征集的文件。
consultation-decision = 后来怎样决定：{ $title }
call = 征集公告
call-open = 正在征集
call-until = 到{ $date }为止。
call-coming = 还没有开始
call-from = 从{ $date }起征集。
call-closed = 征集已经结束
call-closed-on = { $date }截止。下面是当时的公告。
call-closed-on-by = { $date }截止（按本站的日期{ $day }）。下面是当时的公告。
call-channels = 怎样参加
call-channels-then = 当时怎样参加
call-issuers = 征集单位
call-with = 会同
call-published = 发布
call-start = 开始
call-end = 截止
call-length = 期限
call-length-hint = （开始当日不计入）
call-scope = 可以提哪些方面
call-principles = 怎样的建议合适
call-notes = 公告的说明
results = 收到什么
results-notes = 收到情况的说明
results-and-opinions-notes = 收到和处理情况的说明
results-none = 还没有公布征集的结果。
paths-uncounted = 没有写收到多少
paths-by = 征集
paths-topics = 主要涉及
opinions = 怎样处理
opinion-unhandled = 文件没有写怎样处理
opinion-projects = 同一方面的项目：

## 从草案到决定

decision-lede = 从草案到报告，每份文件写了什么，数字在哪里不同。
decision-call = 此前的征集见{ $call }。
decision-papers = 各份文件
decision-ways = 每件事的经过
decision-ways-notes = 经过的说明
decision-followed = 共 { $count } 件。有项目的，名称连到项目的指标。
decision-none = 到本站的日期为止，还没有草案和决定的文件。
draft-list = 草案
draft-list-notes = 草案的说明
draft-item = 第{ $number }条
draft-item-unnumbered = 未编号
drafting-note = 起草说明
drafting-note-notes = 关于起草说明
meeting = 会议审议
meeting-session = 会议
meeting-said = 会上说了什么
meeting-comments = 公众代表的意见
meeting-comments-hint = 意见由本站转述。没有本人同意，只写身份，不写姓名。
meeting-notes = 会议的说明
journey-differs = 各份文件写的数字不同
journey-several = 几份文件都写到
journey-once = 只在“{ $stage }”里逐项写到
journey-once-added = 只在“{ $stage }”里逐项写到，草案里没有
journey-count = （{ $count } 件）
journey-not-in-draft = 草案里没有
journey-changed = 数字不同：{ $was } → { $now }
journey-silent = 没有逐项写到：{ $stages }

## 建议提案办理

proposals-lede = 多少件，谁办，是否按期，办结和采纳到不到目标。
proposals-none = 到本站的日期为止，还没有办理情况的文件。
proposals-totals = 多少件
proposals-topics = 主题有：{ $topics }
proposals-uncounted = 收录的文件没有写件数。
proposals-rates = 目标与公布的结果
proposals-rates-caption = 每项的目标和公布的结果
proposals-rate = 项目
proposals-handling = 怎样办理
proposals-meetings = 会议
proposals-cases = 逐件介绍的 { $count } 件
proposals-replied = { $date }答复
proposals-reply-undated = 文件没有写答复日期
proposals-no-outcome = 没有写办理结果
proposal-number = 第{ $number }号
proposal-by = 承办
proposal-role = 主办会办
proposal-partners = 一起办理
proposal-received = 收到
proposal-due = 应答复
proposal-replied = 答复
proposal-on-time = 按期
proposal-late = 超过期限
proposal-reply = 答复公开
proposal-reply-unsaid = 没有写是否公开
proposal-reply-public = 已公开
proposal-reply-closed = 不公开
proposal-reply-full = 答复全文
proposal-outcome = 办理结果

## 评估与满意度

evaluation-all = 收录 { $count } 项，都公布了结果。
evaluation-some = 收录 { $count } 项，其中 { $published } 项公布了结果。
evaluation-no-results = 收录 { $count } 项，都没有公布结果。
evaluation-none = 这一年没有收录评估。
evaluation-by = 评估者
evaluation-sample = 样本
evaluation-results = 结果
evaluation-unpublished = 结果未公布

## 政府工作报告

work-report-date = { $date }报告
work-report-lede = 上一年定了什么，这一次报告了什么，下一年定什么。摘录{ $results }、{ $targets }，按领域对照。
work-report-results = 结果 { $count } 条
work-report-results-of = 结果 { $count } 条（{ $year }年）
work-report-targets = 目标 { $count } 条
work-report-targets-of = 目标 { $count } 条（{ $year }年）
work-report-before = 上一年的目标见{ $report }，各领域下面也列出。
work-report-no-before = 上一年的报告没有收录，所以没有它定的目标可以对照；说的是项目里同一对象的，在条目下给出那个指标的目标和读数。
work-report-none = 到本站的日期为止，报告还没有作出。
topics = 领域
topic-contents = 领域目录
topic-general = 综合
topic-count = { $count } 条
topic-before = 上一年报告定的目标
topic-results = 结果
topic-results-of = { $year }年的结果
topic-no-results = 摘录里没有结果。
topic-targets = 目标
topic-targets-of = { $year }年的目标
topic-no-targets = 摘录里没有目标。
topic-back = 回到领域目录
topic-projects = { $field }领域的项目
statement-count = （{ $count } 条）
statement-last-report = 上一年的报告
statement-same = 同一对象的指标：

## 数据页

data-lede = 本站页面上的数字都可以取走使用。数据文件与页面同时生成，内容相同。
data-file = 文件
data-content = 内容
data-several = ，共 { $count } 个，例如 { $example }
data-files = 文件
data-files-of-year = { $year }年的数据文件
data-files-of-site = 全站的数据文件
data-whole-site = 全站
data-none = 现在没有可以下载的数据文件。
data-how = 数字怎样计算
data-how-text = 目标和数字照文件原文收录，不换算、不四舍五入；比例按“报送的数字÷目标”计算，每项不超过 100% 计入平均。暂停、没有数字、不能与目标相比的指标不计入。
data-licence = 使用许可
data-terms = 按以下条款使用：{ $terms }
data-no-terms = 没有写明。使用前请与主办单位联系。
data-no-terms-contact = 没有写明。使用前请与主办单位联系：{ $contact }。
data-updates = 更新
data-reporting = 按{ $programme }的规定，各部门每月 { $day } 日前报送，见{ $page }。
data-reporting-to = 按{ $programme }的规定，各部门每月 { $day } 日前报送{ $to }，见{ $page }。
data-no-reporting = 没有写明报送的日期。
data-corrections = 公布过的数字若有改动，见{ $page }。
data-feeds = 订阅
data-feeds-text = 用阅读器订阅，有新的报送、更正、调整或公文时会得到通知（Atom 格式，最近 50 条）。
data-feed-site = 全站更新
data-feed-departments = 有项目的每个部门
data-feed-places = 有项目的每个街镇
data-feeds-own = { $lists }都有自己的订阅，地址是它的网页地址，末尾的 .html 换成 .xml。
data-schemas = 记录的格式

## 公文

documents-lede = 本站的数字出自以下文件，共 { $count } 份，新的在前。
document-facts = 公文信息
document-index = 索引号
document-subject = 主题分类
document-number = 文号
document-issuer = 发文机关
document-dated = 成文日期
document-issued = 印发日期
document-published = 发布日期
document-openness = 公开方式
document-copies = 抄送
document-cited = 引用本文件的页面

## 部门、街镇、领域、状态

kind-of-body = 类别
aliases = 又称
members = 成员
groups = 所属
listing-total = 共 { $count } 项
listing-total-drafts = 共 { $count } 项，其中草案 { $drafts } 项，不计算进度
listing-twin-of-place = 由各街镇共同承担的项目见{ $twin }
listing-twin-of-department = 点名在当地的项目见{ $twin }
twin-department = { $name }（部门）
twin-place = { $name }（街镇）
listing-none = 本站没有归入这里的项目。
listing-none-of-department = 本站没有以它为主责或配合部门的项目。
listing-none-of-place = 本站没有点名{ $place }的项目。
registry-departments = 每个部门主责或配合的项目。
registry-places = 每个街镇有哪些项目。文件没有写明街镇的项目，不在下列数字里。
registry-categories = 每个领域有哪些项目。
registry-statuses = 状态由数字算出，公布的状态另列。
registry-caption = { $title }与项目数，各年合计
registry-none = 还没有登记。

## 页面与没有的页面

page-updated = 更新于{ $date }
page-expired = 已失效
page-expired-on = 有效期至{ $date }，以下内容照原样保留。
page-expires-on = 有效期至{ $date }。
not-found-lede = 您打开的地址在本站没有对应的页面。地址可能抄错了，也可能页面还没有公布。已经公布的项目不会删除，撤回的也保留原页。
not-found-look = 可以从这里找：
not-found-contact = 仍然找不到，请联系：{ $contact }

## 页面的框架

skip = 跳到正文
main-menu = 主菜单
crumbs = 所在位置
menu-years = 年度项目
papers-cited = 本页引用的文件
publisher-label = 主办：
contact-label = 联系：
site-as-of = 全站最新数据截至
site-id-label = 网站标识码：
footer-how = 数字怎样计算、状态怎样读：
page-data = 本页数据（JSON）
all-data = 全部数据
settings = 显示方式
settings-elder = 关怀版
settings-more = 字号与配色
settings-text = 字号
settings-text-normal = 标准
settings-text-large = 大
settings-text-largest = 特大
settings-scheme = 配色
settings-scheme-auto = 随系统
settings-scheme-light = 浅色
settings-scheme-dark = 深色
settings-scheme-contrast = 高对比

## 首页与各年

home-none = 还没有公布年度项目。
call-closes = ，截止
my-place = 我的街镇
behind-projects = 进度落后的项目
behind-hint = 慢序：到这一天为止，低于季度节点，或低于一年已过去的比例。
behind-all = 全部 { $count } 个慢序项目
latest-reports = 最新报送
find-by-category = 按领域查找
draft-now = 这是征求意见的草案，共 { $count } 条，不计算进度。
draft-see = 查看草案
promised = 承诺
already-kept = 已完成
answer-unit = 项
projects-by-year = 各年项目
shelf-kept = ，{ $total } 项，完成 { $kept } 项
shelf-declared = ，公布完成 { $count } 项
latest-documents = 最近的公文
data-as-of-date = 数据截至{ $date }
year-frozen = ；本年已归档，不再改动
aliases-label = 又称：
year-draft = 这一年只有草案 { $count } 条。收录的文件止于此，所以不计算进度，也没有完成与否。
year-call = 这一年只有征集。收录的文件止于此，所以不计算进度，也没有完成与否。
year-not-itemised = 这一年没有逐项的目标和结果，本站不设项目页，也不计算进度。
draft-items = 草案各条
all-projects = 各项目
by-quarter = 按季度
by-quarter-hint = 每季度末，按当时已经报送的数字算出的状态。
by-quarter-caption = 每季度末的项目状态
year-papers = 这一年的文件
latest-figures = 最近一次报送的数字
latest-figures-more = 共 { $count } 个数字，这里列出前 { $shown } 个，其余见各项目页。
all-years = 各年
other-years = 其他年度
changes-hint = 截至{ $date }的数字，有前次的写明前次。
declared-count = 文件公布的项数
declared-completed = 文件公布完成 { $count } 项。这是文件的说法，不是本站算出的。
declared-caption = 文件公布的项数，本站收录 { $total } 项
declared-against = 与本站
declared-agrees = 一致
declared-disagrees = 不一致
declared-nothing = 无从对照
timeline = 经过
until = 至

## 项目的列表

filter = 筛选
filter-all = 全部
filter-count = 显示 { "{shown}" } 项，共 { "{all}" } 项
status = 状态
progress = 进度
lead-department = 主责部门
ledger-caption = 各项目的状态与进度
ledger-project = 项目与主责部门
number = 序号
number-short = 序
indicator-count = 指标
count-unit = { " " }项
declared-as = 公布为“{ $status }”
progress-none = 不计进度
card-suspended = { $total } 项指标：完成 { $kept }，暂停 { $suspended }
card-counted = 计入{ " " }
card-counted-unit = { " " }项指标
mean = 平均
mean-progress = 平均进度
mean-how = { $total } 个项目中，{ $counted } 个有可以计算的进度，平均的是这 { $counted } 个；其余的不算作零。
mean-none = { $total } 个项目都没有可以计算的进度，所以没有平均数。
meaning-not-started = 还没有开始。
meaning-under-way = 在做，但没有可以判断快慢的数字。
meaning-on-pace = 达到或超过季度节点，或一年已过去的比例。
meaning-behind = 低于季度节点，或低于一年已过去的比例；说的是到这一天为止，不等于最后做不到。
meaning-completed = 达到目标。
meaning-over-fulfilled = 超过目标。
meaning-suspended = 由有权机关决定停下，写明原因和机关，不计入进度。
meaning-cancelled = 放弃或撤回，写明日期和原因。
meaning-no-data = 文件没有报告可以计算的数，不当作零。

## 项目页

kicker-ordinal = { $year }年 第{ $number }项
kicker-draft = { $year }年草案
kicker-draft-ordinal = { $year }年草案 第{ $number }项
official = 正式表述
official-draft = 草案原文
project-pager = 前后项目
turns = 变动
budget = 预算
related = 相关项目
withdrawn = 已撤回
withdrawn-since = 自{ $date }起，本项目不再列入。以下内容照原样保留。
withdrawn-by = 决定机关：{ $authority }
verdict = 状态与进度
verdict-draft = 收录的文件止于草案，这一条没有进度和状态。
computed = 计算
declared = 公布
verdict-undeclared = 文件没有对整个项目下结论
verdict-differs = 公布的状态与算出的不一致，两个都照录。
as-of-label = 截至
as-of-head = 截至
overall-progress = 总进度
verdict-counted = { $total } 项指标中计入 { $counted } 项
verdict-no-overall = ，没有总进度
verdict-how = 怎样算出
verdict-formula = 。每项指标最多计100%，不计入的指标不进分母。
verdict-single = 计入的只有一项，总进度就是这一项的进度，最多计100%。
course-title = 一年里的进度
course-hint = 各项指标完成目标的比例。斜线是按时间应达的进度。
course-hint-planned = 各项指标完成目标的比例。斜线是按时间应达的进度，方点是计划的节点。
course-of = { $year }年进度
course-data = { $year }年进度的数据

## 指标

target-proposed = 拟定目标
target-unset = 尚未设定
targets = 目标的各个版本
targets-of = { $name }的目标沿革
standing = 效力
standing-latest = 最新
standing-in-force = 生效
standing-elsewhere = 另一文件
standing-past = 历史
source = 来源
source-and-notes = 来源与说明
reading = 读数
readings = 历次读数
readings-of = { $name }的历次读数
per-period = （当期）
not-counted = 不计
summed = （各期相加）
no-figure = 没有数字
pace = 应达
pace-by-milestone = ，按{ $milestone }节点
pace-by-time = ，按全年已过时间
stage = 阶段
forecast = 预计
suspended = 暂停
suspended-by = （决定依据：{ $authority }）
departments = 部门
lead-short = 主责
partner-short = 配合
weight = 权重
part-of = 其中
part-of-whole = 是「{ $whole }」的一部分
uncounted = 不计入
uncounted-no-number = 目标没有数字，无法相除
uncounted-pending = 以上级下达数为准，数字未定
uncounted-no-target = 尚未设定目标
uncounted-no-reading = 未报送读数，不当作零
uncounted-stage-only = 只报送了阶段，没有数字
uncounted-not-comparable = 读数与目标口径不同，不能相除
uncounted-suspended = 暂停，不计入进度
uncounted-part-of = 是「{ $whole }」的一部分，不重复计入
uncounted-same-as = 与「{ $other }」共用一个读数，不重复计入
parts-counted = （计入）
parts-not-done = （未办成，不计入）
parts-of = 以上为 { $total }的构成
parts-total = 合计 { $total }
parts-uncounted = ，只列出，不计入进度

## 图

chart-figures = 图中的数字
quarter-1 = 一季度
quarter-2 = 二季度
quarter-3 = 三季度
quarter-4 = 四季度
quarter-end = { $quarter }末
quarter-ends = 季度末
projects-by-status = 各状态的项目数
draft-count = 草案 { $count } 条
not-itemised = 没有逐项
by-lead-department = 按主责部门
strips-hint = 每个点是一个项目的进度，左边是0，右边是100%；竖线是按时间应达的进度。没有进度的项目没有点。
full-stop = 。

## 历年对照

archive-lede = 各年的项目并排列出。公布的数照文件抄录，收录的数和进度由本站计算。
archive-years = 各年对照
years = 年度
phase = 阶段
archive-declared = 公布项数
archive-kept-here = 本站收录
archive-declared-completed = 公布完成
archive-computed-completed = 算得完成
items = { $count }项
archive-indicators = { $count }项指标
archive-not-itemised = 无逐项
archive-counted = { $total }项中计入{ $counted }项
archive-statuses = 各年项目的状态
archive-objects = 同一事项历年对照
archive-objects-hint = 名称相同，范围和量词不一定相同，比较前请看各项目的说明。
archive-objects-bars = 单位相同的画成条：浅色是目标，深色是读数，同一事项用同一把尺。
archive-objects-caption = 同一事项历年的目标与读数
archive-object = 事项
archive-project = 年度与项目

## 搜索页

search-found = 找到 { "{count}" } 条与“{ "{query}" }”有关的内容
search-nothing = 没有找到与“{ "{query}" }”有关的内容。可以换一个词，或从下面的列表里找。
search-failed = 搜索没有完成，请刷新页面再试，或从下面的列表里找。
ellipsis = ……
search-label = 查找项目、部门、街镇和公文
search-hint = 可以输入汉字、全拼或拼音首字母，例如“养老”“yanglao”“yl”。几个词之间用空格分开。
search-noscript = 这里的搜索需要浏览器开启 JavaScript。不开启时，下面的列表也能找到全部内容。
search-more = 显示更多
search-goal = 重点工作目标
search-proposal = 代表建议、政协提案
search-page = 说明
department = 部门
document = 公文
by-year = 按年度
by-department = 按部门
by-category = 按领域
by-place = 按街镇
departments-list = 部门与项目数
categories-list = 领域与项目数
places-list = 街镇与项目数
documents-list = 公文目录

## 公布记录与核对

published-title = 公布记录
published-hint = 每个数字第一次公布的日期，和后来更正它的那次发布。
published-check = 怎样核对
published-show = 查看 { $count } 条公布记录
published-caption = 本项目公布过的数字
published-figure = 数字
published-value = 公布的内容
published-first = 首次公布
published-since = 现在
published-number = 第{ $number }次发布
published-replaced = 已被更正
published-holds = 仍有效
verify-link = 怎样核对本站
verify-lede = 本站每次发布都有编号和日期，所有文件列在一份清单里。任何人都可以自己核对：手里的这一页、这个数字，是不是当时公布的那一个。
verify-figure = 核对一个数字
verify-figure-text = 项目页的“公布记录”写明每个数字第一次公布的日期，以及更正它的那次发布。公布过的数字不能悄悄改动：改动必须写出更正，原来的数字仍留在记录里。
verify-tables = 全部记录的数据表：
verify-page = 核对一页
verify-page-text = 在自己的电脑上打开终端，依次输入下面的命令。
verify-example = 以“{ $page }”为例。
verify-download = 下载清单和要核对的页面。
verify-signature = 核对清单的签名。显示“Signature and comment signature verified”，说明清单出自本站的发布者，没有被改动。
verify-hash = 算出页面的 SHA-256（六十四位的指纹）。
verify-compare = 在清单里找到这一页，看指纹是否相同。相同，就是公布的那一页，一字不差。
verify-site = 核对整个网站
verify-site-text = 用生成本站的程序，可以一次核对所有文件、签名和每次发布的先后。
verify-keep = 请保存一份今天的 manifest.json。今后任何时候，都可以用它证明今天公布过什么：之后每次发布都要写明上一次清单的指纹，改动过去的记录会使指纹对不上。
verify-key = 公钥
verify-key-text = 核对签名用的公钥。请同时从发布机构的其他渠道核实。
verify-publications = 历次发布
verify-publications-text = 从第一次起，每次发布的清单的指纹（SHA-256）。
verify-publications-data = 数据文件
verify-number = 发布
verify-manifest = 清单的指纹
verify-this = 本次发布，见 manifest.json
verify-never = 还没有发布过。
verify-address = https://网址/

## 分享卡片

card-brand = 公示
card-unreleased = 草稿 未发布
card-ordinal = 第 { $number } 项
card-promised = 项承诺
card-kept = 项已完成
card-behind = 项慢序
card-draft = 项草案项目
