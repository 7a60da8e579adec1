# The interface's words. A template writes t("key") for one; there is no HTML here.
# A site may reword any of them in themes/<theme>/words/en.ftl of its own.

## Used on many pages

year = { $year }
as-of = as of { $date }
as-of-start = As of { $date }
as-of-sentence = As of { $date }.
data-as-of = Figures as of
overview = Overview
list-separator = { ", " }
clause-separator = { ", " }
source-separator = { "; " }
colon = { ": " }
wide-space = { " · " }
in-brackets = { " " }({ $text })
quoted = “{ $text }”
in-its-words = , in its words “{ $text }”
ordinal = No. { $number }
days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
indicators =
    { $count ->
        [one] { $count } indicator
       *[other] { $count } indicators
    }
was = was
now = now
reason = Reason: { $reason }
decided-by = Decided by: { $authority }
not-said = The paper does not say
date-not-said = The paper gives no date
unsaid = Not stated
unpublished = Not published
published = Published
no-date = No date
undated = No date given
none-yet = None yet
date = Date
time = Time
kind = Kind
name = Name
remark = Remark
notes = Notes
narrative = Account
see-original = Read the original wording
previous = Previous
next = Next
contact = Contact
project = Project
projects = Projects
indicator = Indicator
category = Category
place = Place
lead-departments = Led by
lead-label = Lead:{ " " }
partner-departments = Helped by
target = Target
target-of = Target { $target }
draft-target-of = Draft target { $target }
reading-of = reading { $figure }
latest-reading = Latest reading
kept = Kept
behind = Behind

## Titles of pages, where links name them

title-home = Home
title-archive = Years side by side
title-documents = Official papers
title-corrections = Corrections and withdrawals
title-departments = Departments
title-places = Subdistricts and towns
title-categories = Categories
title-search = Search

## Drafts

draft = Draft
draft-notice = Draft notice
draft-page = This page is not published yet; it is shown for preview only
draft-site = Parts of this site are not published yet; they are shown for preview only
draft-parts = Parts of this page are not published yet; they are shown for preview only

## Sources, papers and files

source-label = Source:{ " " }
basis-label = Based on:{ " " }
basis = Based on
figure-sources = Sources of figures
basis-and-sources = Papers and sources
attachments = Files

## Corrections and changes

corrections = Corrections
corrections-lede = When something published is changed, this page says when, what it was, what it is now and why. Withdrawn projects keep their pages.
corrections-none = There are no corrections.
corrections-none-as-of = { " " }None had been recorded as of { $date }.
turns-title = Changes and withdrawals
turns-hint = Projects that were suspended, resumed, adjusted, merged or withdrawn after they were published are listed here.
turns-none = No change or withdrawal of a project has been recorded.

## A project: reports, milestones, spots

report-title = Reports
milestones = Milestones
milestone-due = Due date passed
milestone-ahead = Not due yet
milestone-in-period = In this period
milestone-so-far = Since the start of the year
spots = Locations
spots-named = Locations the papers name
spot = Location
spot-share = Amount

## Key work goals

goal = Goal
goal-kicker = Key work goals of { $year }
goal-kicker-ordinal = Key work goals of { $year }, No. { $number }
goal-task = The task
goal-measures = Figures for the whole year
goal-quarters = Milestones by quarter
goal-plan = This is the plan.
goal-plan-measured = This is the plan. “Cumulative” counts from the start of the year, “in the quarter” counts that quarter alone.
goal-projects = The same matter among the year’s projects
goal-pager = Previous and next goal
goal-dash = The paper has “{ $text }” here
goal-silent = The paper says nothing of this quarter
goal-quarter-now = The quarter this site’s figures are in
goal-quarter-now-as-of = The quarter this site’s figures are in (as of { $date })
goal-quarter-over = Over
goal-quarter-ahead = Still to come
goal-agrees = No difference found
goals-lede = There are { $total } goals, { $measured } of them with figures and the rest in words alone. Each goal has milestones by quarter; its lead departments answer for it.
goals-milestones = Milestones: { $period }
goals-all = All goals
goals-differing = What differs
goals-due = What is due: { $period }
goals-due-now = This site’s figures are as of { $date }, which is in this quarter.{ " " }
goals-due-nearest = This site’s figures are as of { $date }; these are the nearest milestones.{ " " }
goals-due-hint = These are the milestones as planned; they do not say whether they were met. Open a goal to see its milestones in every quarter.
goals-differ = Where goals and projects differ
goals-differ-count =
    { $count ->
        [one] Where goals and projects differ: { $count } case
       *[other] Where goals and projects differ: { $count } cases
    }
goals-differ-hint = The goal and the project say different things of the same matter. Both are given as written; this site does not judge which one holds.
goals-here = What the goal says
goals-there = What the project says
named-said = The same matter in the key work goals and the work report
named-only = Where it comes from
named-there = There
named-here = This project

## Reporting

reporting-lede = Departments report to { $to } by day { $day } of each month.
reporting-lede-goals = Departments must report how far the { $goals } are met to { $to } by day { $day } of each month.
reporting-hint-goals = The rule speaks of goals and this page looks at readings of projects, which is not quite the same.{ " " }
reporting-hint = “Not seen” only means that the papers collected here have none; a report may have been made and not published. What is completed or suspended is left out. A date that is only a month counts as the end of that month.
reporting-only-draft = This year has only a draft list, so there is nothing to report.
reporting-due = Reporting day
reporting-counts = { $count }, of which { $reported } have readings since that day; { $settled } are completed, suspended or cancelled and wait for none
reporting-without = Without a reading
reporting-without-some = { $indicators } without a reading seen here since that day
reporting-without-none = No such indicator
unread-title = Indicators without a reading
unread-since = Indicators without a reading seen here since { $date }
reporting-departments = Lead departments
reporting-departments-hint = Listed by the lead departments of projects and indicators. Each project’s page says who reported a reading.
reporting-projects = Projects by lead department
reporting-caption = Projects by lead department, and the date of the latest report
reporting-latest = Reported as of
reporting-seen = Seen here
reporting-draft = Draft, not counted
reporting-settled = { $status }, waits for none
reporting-unread =
    { $count ->
        [one] { $count } indicator not seen
       *[other] { $count } indicators not seen
    }
reporting-read = Has readings

## Figures as papers state them

stated-of-which = of which{ " " }
stated-sort = { $sort }{ " " }
stated-target = target{ " " }
stated-beside-target = { " " }(target { $target })
stated-pending = { " " }(subject to the number set by the higher level)
stated-counted = { " " }(counted by this site)
stated-part-of = { " " }(part of “{ $whole }”)

## The call for ideas

consultation-lede = What was asked, what came in, and what was done with it.
consultation-none = There is no paper on a call for ideas as of this site’s date.
consultation-decision = What was decided: { $title }
call = The call
call-open = Open now
call-until = Open until { $date }.{ " " }
call-coming = Not open yet
call-from = Opens on { $date }.
call-closed = Closed
call-closed-on = It closed on { $date }. The call as it was published follows.
call-closed-on-by = It closed on { $date } (by this site’s date, { $day }). The call as it was published follows.
call-channels = How to take part
call-channels-then = How people could take part
call-issuers = Issued by
call-with = Together with
call-published = Published
call-start = Opens
call-end = Closes
call-length = Length
call-length-hint = (not counting the first day)
call-scope = What ideas may be about
call-principles = What makes an idea suitable
call-notes = Notes on the call
results = What came in
results-notes = Notes on what came in
results-and-opinions-notes = Notes on what came in and what was done
results-none = The results have not been published yet.
paths-uncounted = It is not stated how many came in
paths-by = Collected by
paths-topics = Mostly about
opinions = What was done with it
opinion-unhandled = The paper does not say what was done
opinion-projects = Projects on the same subject:{ " " }

## From the draft to the decision

decision-lede = What each paper says from the draft to the report, and where figures differ.
decision-call = { " " }The call before it: { $call }.
decision-papers = The papers
decision-ways = The way of each item
decision-ways-notes = Notes on the way
decision-followed =
    { $count ->
        [one] { $count } item. Where there is a project, the name links to its indicator.
       *[other] { $count } items. Where there is a project, the name links to its indicator.
    }
decision-none = There is no paper on a draft or a decision as of this site’s date.
draft-list = Draft
draft-list-notes = Notes on the draft
draft-item = Item { $number }
draft-item-unnumbered = Unnumbered
drafting-note = The drafting note
drafting-note-notes = Notes on the drafting note
meeting = The meeting
meeting-session = Meeting
meeting-said = What was said
meeting-comments = Comments of residents’ representatives
meeting-comments-hint = Comments are retold by this site. Without consent a person’s role is given and no name.
meeting-notes = Notes on the meeting
journey-differs = Papers give different figures
journey-several = Named by several papers
journey-once = Named item by item only in “{ $stage }”
journey-once-added = Named item by item only in “{ $stage }”, not in the draft
journey-count =
    { $count ->
        [one] { " " }({ $count } item)
       *[other] { " " }({ $count } items)
    }
journey-not-in-draft = Not in the draft
journey-changed = The figure differs: { $was } → { $now }
journey-silent = Not named item by item in: { $stages }

## Proposals of deputies and members

proposals-lede = How many, who answers them, whether on time, and whether targets were met.
proposals-none = There is no paper on how proposals were handled as of this site’s date.
proposals-totals = How many
proposals-topics = Topics: { $topics }
proposals-uncounted = The papers collected here do not say how many.
proposals-rates = Targets and published results
proposals-rates-caption = The target and the published result of each
proposals-rate = Rate
proposals-handling = How they are handled
proposals-meetings = Meetings
proposals-cases =
    { $count ->
        [one] { $count } proposal described here
       *[other] { $count } proposals described here
    }
proposals-replied = answered on { $date }
proposals-reply-undated = the paper gives no date of the answer
proposals-no-outcome = outcome not stated
proposal-number = { " " }No. { $number }
proposal-by = Handled by
proposal-role = Role
proposal-partners = Handled together with
proposal-received = Received
proposal-due = Answer due
proposal-replied = Answered
proposal-on-time = on time
proposal-late = late
proposal-reply = Answer published
proposal-reply-unsaid = Not stated whether it is published
proposal-reply-public = Published
proposal-reply-closed = Not published
proposal-reply-full = full text of the answer
proposal-outcome = Outcome

## Evaluations and satisfaction

evaluation-all =
    { $count ->
        [one] { $count } evaluation, with published results.
       *[other] { $count } evaluations, all with published results.
    }
evaluation-some = { $count } evaluations, { $published } of them with published results.
evaluation-no-results =
    { $count ->
        [one] { $count } evaluation, without published results.
       *[other] { $count } evaluations, none with published results.
    }
evaluation-none = No evaluation of this year is collected here.
evaluation-by = Evaluated by
evaluation-sample = Sample
evaluation-results = Results
evaluation-unpublished = Results not published

## The government work report

work-report-date = Delivered on { $date }
work-report-lede = What was set for last year, what is reported this time, and what is set for next year. The extracts have { $results } and { $targets }, side by side by topic.
work-report-results =
    { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
work-report-results-of =
    { $count ->
        [one] { $count } result ({ $year })
       *[other] { $count } results ({ $year })
    }
work-report-targets =
    { $count ->
        [one] { $count } target
       *[other] { $count } targets
    }
work-report-targets-of =
    { $count ->
        [one] { $count } target ({ $year })
       *[other] { $count } targets ({ $year })
    }
work-report-before = Last year’s targets are in { $report }; they are listed under each topic too.
work-report-no-before = Last year’s report is not collected here, so its targets cannot be set beside the results. Where a statement is about the same thing as a project’s indicator, its target and reading are given below it.
work-report-none = The report had not been delivered by this site’s date.
topics = Topics
topic-contents = Contents by topic
topic-general = General
topic-count =
    { $count ->
        [one] { $count } statement
       *[other] { $count } statements
    }
topic-before = Targets set by last year’s report
topic-results = Results
topic-results-of = Results of { $year }
topic-no-results = The extracts have no result.
topic-targets = Targets
topic-targets-of = Targets for { $year }
topic-no-targets = The extracts have no target.
topic-back = Back to the contents
topic-projects = Projects: { $field }
statement-count = { " " }({ $count })
statement-last-report = last year’s report
statement-same = Indicator of the same thing:{ " " }

## The page on data

data-lede = Every figure on this site may be taken and used. Data files are made together with the pages and say the same.
data-file = File
data-content = Content
data-several = { ", " }{ $count } files, for example { $example }
data-files = Files
data-files-of-year = Data files of { $year }
data-files-of-site = Data files of the whole site
data-whole-site = Whole site
data-none = There are no data files to download now.
data-how = How figures are computed
data-how-text = Targets and figures are taken from the papers as written, never converted or rounded. A share is the reported figure divided by the target, and counts towards the mean with 100% at most. Indicators that are suspended, have no figure or cannot be compared with their target are not counted.
data-licence = Licence
data-terms = Use is under these terms: { $terms }
data-no-terms = Not stated. Please contact the publisher before use.
data-no-terms-contact = Not stated. Please contact the publisher before use: { $contact }.
data-updates = Updates
data-reporting = Under { $programme }, departments report by day { $day } of each month. See { $page }.
data-reporting-to = Under { $programme }, departments report to { $to } by day { $day } of each month. See { $page }.
data-no-reporting = The reporting day is not stated.
data-corrections = Changes of published figures are listed in { $page }.
data-feeds = Feeds
data-feeds-text = Subscribe with a feed reader to hear of new reports, corrections, adjustments and papers (Atom, the latest 50 entries).
data-feed-site = Updates of the whole site
data-feed-departments = Each department with projects
data-feed-places = Each subdistrict or town with projects
data-feeds-own = { $lists } has a feed of its own: its page’s address with .xml in place of .html.
data-schemas = Format of records

## Official papers

documents-lede =
    { $count ->
        [one] The figures on this site come from { $count } paper.
       *[other] The figures on this site come from these { $count } papers, the newest first.
    }
document-facts = About this paper
document-index = Index number
document-subject = Subject
document-number = Document number
document-issuer = Issued by
document-dated = Dated
document-issued = Issued
document-published = Published
document-openness = Openness
document-copies = Copies to
document-cited = Pages that cite this paper

## Departments, places, categories, statuses

kind-of-body = Kind
aliases = Also called
members = Members
groups = Member of
listing-total =
    { $count ->
        [one] { $count } project
       *[other] { $count } projects
    }
listing-total-drafts = { $count } projects, { $drafts } of them in a draft list, for which no progress is computed
listing-twin-of-place = For projects shared by all subdistricts and towns, see { $twin }
listing-twin-of-department = For projects named as being there, see { $twin }
twin-department = { $name } (department)
twin-place = { $name } (place)
listing-none = No project on this site belongs here.
listing-none-of-department = No project on this site has it as a lead or partner department.
listing-none-of-place = No project on this site names { $place }.
registry-departments = The projects each department leads or helps with.
registry-places = The projects of each subdistrict and town. Projects whose papers name no place are not in these figures.
registry-categories = The projects of each category.
registry-statuses = Statuses are computed from figures; declared statuses are shown beside them.
registry-caption = { $title } and numbers of projects, all years together
registry-none = Nothing is registered yet.

## Free pages, and pages that are not there

page-updated = Updated { $date }
page-expired = No longer valid
page-expired-on = It was valid until { $date }. The text below is kept as it was.
page-expires-on = Valid until { $date }.
not-found-lede = There is no page at this address. It may be mistyped, or the page may not be published yet. Published projects are never removed; withdrawn ones keep their pages.
not-found-look = You can look here:
not-found-contact = If you still cannot find it, contact: { $contact }

## The frame of pages

skip = Skip to main content
main-menu = Main menu
crumbs = You are here
menu-years = Projects by year
papers-cited = Papers cited on this page
publisher-label = Published by:{ " " }
contact-label = Contact:{ " " }
site-as-of = Latest figures on this site: as of{ " " }
site-id-label = Site identification code:{ " " }
footer-how = How figures are computed and what statuses mean:{ " " }
page-data = Data of this page (JSON)
all-data = All data
settings = Display settings
settings-elder = Easy reading
settings-more = Text size and colours
settings-text = Text size
settings-text-normal = Standard
settings-text-large = Large
settings-text-largest = Extra large
settings-scheme = Colours
settings-scheme-auto = Same as device
settings-scheme-light = Light
settings-scheme-dark = Dark
settings-scheme-contrast = High contrast

## The home page and a year

home-none = No projects have been published yet.
call-closes = { ", closes " }
my-place = Your subdistrict or town
behind-projects = Projects that are behind
behind-hint = Behind means that, as of this day, a project is below its milestone for the quarter, or below the share of the year that has gone.
behind-all = All { $count } projects that are behind
latest-reports = Latest reports
find-by-category = Find projects by category
draft-now =
    { $count ->
        [one] This is a draft for comment with { $count } item. No progress is computed.{ " " }
       *[other] This is a draft for comment with { $count } items. No progress is computed.{ " " }
    }
draft-see = See the draft
promised = Promised
already-kept = Kept
answer-unit = { "" }
projects-by-year = Projects by year
shelf-kept =
    { $total ->
        [one] { ", " }{ $total } project, { $kept } kept
       *[other] { ", " }{ $total } projects, { $kept } kept
    }
shelf-declared = { ", " }{ $count } declared completed
latest-documents = Latest official papers
data-as-of-date = Figures as of { $date }
year-frozen = ; this year is archived and no longer changes
aliases-label = Also called:{ " " }
year-draft =
    { $count ->
        [one] This year has only a draft with { $count } item. The papers collected here end there, so no progress is computed and nothing is kept or missed.
       *[other] This year has only a draft with { $count } items. The papers collected here end there, so no progress is computed and nothing is kept or missed.
    }
year-call = This year has only a call for ideas. The papers collected here end there, so no progress is computed and nothing is kept or missed.
year-not-itemised = This year has no targets and results item by item, so there are no project pages and no progress is computed.
draft-items = Items of the draft
all-projects = Projects
by-quarter = By quarter
by-quarter-hint = Statuses at the end of each quarter, computed from what had been reported by then.
by-quarter-caption = Projects by status at the end of each quarter
year-papers = Papers of this year
latest-figures = Figures of the latest report
latest-figures-more = The first { $shown } of { $count } figures are listed here; the pages of projects have the others.
all-years = Years
other-years = Other years
changes-hint = Figures as of { $date }, with the figure before where there is one.
declared-count = Number of items the papers declare
declared-completed = The papers declare { $count } completed. This is what they say; it is not computed by this site.
declared-caption = Number of items the papers declare; this site has { $total }
declared-against = Against this site
declared-agrees = The same
declared-disagrees = Different
declared-nothing = Cannot be compared
timeline = Timeline
until = to{ " " }

## Lists of projects

filter = Filter
filter-all = All
filter-count = Showing { "{shown}" } of { "{all}" }
status = Status
progress = Progress
lead-department = Lead department
ledger-caption = Status and progress of each project
ledger-project = Project and lead
number = Number
number-short = No.
indicator-count = Indicators
count-unit = { "" }
declared-as = declared “{ $status }”
progress-none = Progress not computed
card-suspended =
    { $total ->
        [one] { $total } indicator: { $kept } kept, { $suspended } suspended
       *[other] { $total } indicators: { $kept } kept, { $suspended } suspended
    }
card-counted = Indicators counted:{ " " }
card-counted-unit = { "" }
mean = Mean
mean-progress = Mean progress
mean-how = Progress can be computed for { $counted } of { $total } projects. The mean is of these { $counted } only; the others do not count as zero.
mean-none =
    { $total ->
        [one] Progress cannot be computed for the { $total } project, so there is no mean.
       *[other] Progress cannot be computed for any of the { $total } projects, so there is no mean.
    }
meaning-not-started = Work has not started.
meaning-under-way = Work is going on, but there is no figure to tell whether it is on pace.
meaning-on-pace = At or above the milestone for the quarter, or the share of the year that has gone.
meaning-behind = Below the milestone for the quarter, or below the share of the year that has gone. This is as of the day given; it does not mean that the promise will be missed.
meaning-completed = The target is met.
meaning-over-fulfilled = The target is exceeded.
meaning-suspended = Stopped by a competent authority, with the reason and the authority stated. It is left out of progress.
meaning-cancelled = Given up or withdrawn, with the date and the reason stated.
meaning-no-data = The papers report no figure to compute with. This does not count as zero.

## A project

kicker-ordinal = { $year }, No. { $number }
kicker-draft = Draft of { $year }
kicker-draft-ordinal = Draft of { $year }, No. { $number }
official = Official wording
official-draft = Wording of the draft
project-pager = Previous and next project
turns = Changes
budget = Budget
related = Related projects
withdrawn = Withdrawn
withdrawn-since = This project is off the list from { $date }. What follows is kept as it was.
withdrawn-by = Decided by: { $authority }
verdict = Status and progress
verdict-draft = The papers collected here end with the draft, so this item has no progress and no status.
computed = Computed
declared = Declared
verdict-undeclared = The papers draw no conclusion on the project as a whole
verdict-differs = The declared status and the computed one differ. Both are given.
as-of-label = as of{ " " }
as-of-head = As of
overall-progress = overall progress
verdict-counted =
    { $total ->
        [one] { $counted } of { $total } indicator counted
       *[other] { $counted } of { $total } indicators counted
    }
verdict-no-overall = ; there is no overall progress
verdict-how = How it is computed
verdict-formula = . Each indicator counts for 100% at most. Those not counted are left out of the divisor.
verdict-single = Only one indicator counts, so the overall progress is that of this indicator, 100% at most.
course-title = Progress over the year
course-hint = The share of its target each indicator has reached. The sloping line is the pace expected by time.
course-hint-planned = The share of its target each indicator has reached. The sloping line is the pace expected by time; squares are planned milestones.
course-of = Progress in { $year }
course-data = Data of the progress in { $year }

## An indicator

target-proposed = Proposed target
target-unset = Not set yet
targets = Versions of the target
targets-of = Versions of the target: { $name }
standing = Standing
standing-latest = Latest
standing-in-force = In force
standing-elsewhere = In another paper
standing-past = No longer in force
source = Source
source-and-notes = Source and notes
reading = Reading
readings = All readings
readings-of = All readings: { $name }
per-period = { " " }(in the period)
not-counted = Not counted
summed = (periods added up)
no-figure = No figure
pace = Expected pace:
pace-by-milestone = { " " }(milestone: { $milestone })
pace-by-time = { " " }(share of the year gone)
stage = Stage
forecast = Forecast
suspended = Suspended
suspended-by = { " " }(decided by: { $authority })
departments = Run by
lead-short = Lead:
partner-short = Partners:
weight = Weight
part-of = Part of
part-of-whole = Part of “{ $whole }”
uncounted = Not counted
uncounted-no-number = The target has no number to divide by
uncounted-pending = The number is to be set by the higher level
uncounted-no-target = No target is set yet
uncounted-no-reading = No reading is reported; this does not count as zero
uncounted-stage-only = Only the stage is reported, without a figure
uncounted-not-comparable = The reading and the target measure different things and cannot be divided
uncounted-suspended = Suspended, so it is left out of progress
uncounted-part-of = Part of “{ $whole }”; it is not counted twice
uncounted-same-as = Shares its reading with “{ $other }”; it is not counted twice
parts-counted = { " " }(counted)
parts-not-done = { " " }(not done, not counted)
parts-of = These make up { $total }
parts-total = { $total } in all
parts-uncounted = ; listed only, not counted in progress

## Charts

chart-figures = Figures of this chart
quarter-1 = Quarter 1
quarter-2 = Quarter 2
quarter-3 = Quarter 3
quarter-4 = Quarter 4
quarter-end = End of { $quarter }
quarter-ends = End of quarter
projects-by-status = Projects by status
draft-count =
    { $count ->
        [one] Draft with { $count } item
       *[other] Draft with { $count } items
    }
not-itemised = Not itemised
by-lead-department = By lead department
strips-hint = Each dot is the progress of one project, from 0 on the left to 100% on the right. The upright line is the pace expected by time. Projects without progress have no dot.
full-stop = .{ " " }

## Years side by side

archive-lede = The projects of each year, side by side. Declared numbers are as the papers give them; numbers of projects here and progress are computed by this site.
archive-years = Years side by side
years = Year
phase = Phase
archive-declared = Items declared
archive-kept-here = On this site
archive-declared-completed = Completed (declared)
archive-computed-completed = Kept (computed)
items = { $count }
archive-indicators =
    { $count ->
        [one] { $count } indicator
       *[other] { $count } indicators
    }
archive-not-itemised = Not itemised
archive-counted = { $counted } of { $total } counted
archive-statuses = Projects by status in each year
archive-objects = The same matter over the years
archive-objects-hint = The same name does not always mean the same scope or unit: read the notes of each project before comparing.{ " " }
archive-objects-bars = Where units are the same, bars are drawn: light for the target, dark for the reading, on one scale for each matter.
archive-objects-caption = Targets and readings of the same matter over the years
archive-object = Matter
archive-project = Year and project

## The search page

search-found = Results for “{ "{query}" }”: { "{count}" }
search-nothing = Nothing was found for “{ "{query}" }”. Try another word, or look in the lists below.
search-failed = The search could not be completed. Reload the page and try again, or look in the lists below.
ellipsis = …
search-label = Find projects, departments, places and official papers
search-hint = The content is in Chinese. Type Chinese characters, pinyin or the initials of pinyin, such as “yanglao” or “yl” for care of older people. Put spaces between words.
search-noscript = This search needs JavaScript. Without it, the lists below lead to everything.
search-more = Show more
search-goal = Key work goal
search-proposal = Proposal
search-page = Information
department = Department
document = Official paper
by-year = By year
by-department = By department
by-category = By category
by-place = By subdistrict or town
departments-list = Departments and numbers of projects
categories-list = Categories and numbers of projects
places-list = Subdistricts and towns, and numbers of projects
documents-list = List of official papers

## What was published, and how to check it

published-title = Record of publication
published-hint = The day each figure was first published, and the publication that corrected it.
published-check = How to check
published-show = { $count ->
    [one] Show one line
   *[other] Show { $count } lines
}
published-caption = Figures of this project that were published
published-figure = Figure
published-value = What was published
published-first = First published
published-since = Now
published-number = publication { $number }
published-replaced = corrected
published-holds = still holds
verify-link = How to check this site
verify-lede = Every publication of this site has a number, a day and a manifest that lists all its files. Anyone can check whether a page or a figure at hand is the one that was published.
verify-figure = Check a figure
verify-figure-text = The record of publication on a project’s page says when each figure was first published and which publication corrected it. A published figure cannot be changed in silence: a change needs a correction, and the old figure stays in the record.
verify-tables = The whole record as tables:{ " " }
verify-page = Check a page
verify-page-text = Open a terminal on your own computer and type these commands.
verify-example = The example is “{ $page }”.
verify-download = Download the manifest and the page.
verify-signature = Check the manifest’s signature. “Signature and comment signature verified” means that the manifest is the publisher’s and was not changed.
verify-hash = Compute the page’s SHA-256, a fingerprint of 64 digits.
verify-compare = Find the page in the manifest and compare the fingerprints. If they are the same, it is the published page to the letter.
verify-site = Check the whole site
verify-site-text = The program that made this site checks all files, the signature and the order of publications at once.
verify-keep = Keep a copy of today’s manifest.json. It proves at any later time what was published today: each publication names the fingerprint of the manifest before it, so a changed past would not fit.
verify-key = Public key
verify-key-text = The key that signatures are checked with. Please make sure of it by another way to the publisher.
verify-publications = All publications
verify-publications-text = The fingerprint (SHA-256) of each manifest since the first.
verify-publications-data = Data
verify-number = Publication
verify-manifest = Fingerprint of the manifest
verify-this = this publication, see manifest.json
verify-never = Nothing was published yet.
verify-address = https://ADDRESS/

## Cards for sharing

card-brand = Public disclosure
card-unreleased = Unpublished
card-ordinal = No. { $number }
card-promised = promised
card-kept = kept
card-behind = behind
card-draft = in the draft
