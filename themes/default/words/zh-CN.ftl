# 界面文字。一个词在模板里写作 t("键")；这里的文字不含 HTML。
# 站点可在自己的 themes/<主题>/words/zh-CN.ftl 中改写其中任何一条。

## 各页共用

year = { $year }年
as-of = 截至{ $date }
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

## 草稿

draft = 草稿
draft-notice = 草稿提示
draft-page = 本页尚未发布，只供预览
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
