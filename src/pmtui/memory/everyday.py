"""Words that say little or nothing about what failed, as data: general English, and what nearly
every postmortem says."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = _words(
    """
    a able about above actually after afternoon again against ago all almost already also
    although always am among an and another any anyone anything apr april are aren around as at
    aug august away back be became because become been before began behind being below besides
    between both bst but by came can cannot cest cet com come could couldn date dates day days
    dec december did didn do does doesn doing don done down due during each edt eight either
    else enough est etc even evening ever every everyone everything fairly far feb february few
    first five for forgotten four friday from full further gave get gets getting give given gmt
    goes going gone good got had hadn half has hasn have haven having he held her here hers him
    his hour hours how however html http https if in instead into is isn ist it its itself jan
    january jul july jun june just keep kept know known last later latest least led less let
    like ll long longer look looked lot lots lower made mainly make makes making many mar march
    may maybe md me might min mins minute minutes monday month months more morning most much
    must my near nearly need needed needs net never new next night nine no nobody none nor not
    nothing nov november now oct october of off often on once one ones only onto or org other
    others otherwise our out over own pdt per perhaps pm pst put quite ran rather re really said
    same saturday say sec second seconds secs see seem seemed seen sent sep sept september seven
    several shall she should shouldn since six so some someone something soon still such sunday
    sure take taken takes ten than that the their them themselves then there therefore these
    they thing things think third this those though three through thursday thus till time times
    to today together tomorrow too took toward towards tried try tuesday two txt under until up upon
    upper us use used uses using usually utc ve very via want wanted was wasn way we wednesday
    week weeks well went were weren what whatever when where whether which while who whole whom
    whose why will with within without won would wouldn www year years yes yesterday yet you
    your
    """
)
"""Words that are passed over."""

EVERYDAY = _words(
    """
    ability accept access accompany accomplish according account achieve action actions active
    activity adapt add added addition additional address adequate adjust advance advantage
    advice advise affected afford age agree aim air alert alerted alerting alerts allow
    alternative amount analyse analysis analyze announce announcement answer apparent appear
    applied apply approach appropriate approval approve area argue arrange arrive article aspect
    assign assist associate assume attach attempt attend attendees attention audience author
    available avoid aware background bad bar based basic basis bear begin believe benefit best
    better big bit block board body book bottom bound branch break bring broad broken brought
    bug build builds business busy buy call called care careful carry case category cause caused
    causes causing center central certain chance change changed changes channel character
    characteristic charge check checked checks choice choose chosen chunk circle claim class
    clean clear click close closed cluster code coincidence collect collection combination
    combine comfortable command comment commit common communicate communication community
    company compare comparison complete completed complex complicate component compound concept
    concern conclude conclusion concrete condition confidence confident config configuration
    confirmed confuse confusing consequence consider considerable consist constant construct
    contact contain content context continue continuous contribute control conversation convert
    cooperate coordinate coordination copy correct correlate cost count country couple course
    cover create created critical cross culprit current customer customers cut daily damage
    danger dashboard data deal debug decent decide decided decision decrease dedicate deep
    default define degree delay delete deleted deliver demand demonstrate depend deploy deployed
    deployment deployments describe description deserve design desire detail detected detection
    determine develop developer developers device diagnose diagnosis difference different
    difficult difficulty dig direct direction disappear discover discovery discuss discussion
    divide document documentation documented doubt downtime draw duration early ease easier easy
    edit effect effective efficient effort elect element email emergency employ enable encounter
    encourage end ended ending endpoint ends engage engineer engineers enhance ensure enter
    entire entry environment equal error errors escalate essential establish estimate evaluate
    event events evidence exact examine example excellent exception execute exercise exist
    existing exit expand expected experience experienced explain explanation explicit explore
    extend extensive extent extra extreme face fact factor fail failed failing fails failure
    failures fair faith fall familiar fast faster feature feedback feel fence field figure final
    fine finish fit fix fixed fixes flow focus folks follow force forget forgot form formal
    format forward found free frequent fresh friend front fun function future gain gap gather
    general generate glad goal grace graceful grant great group guarantee guess guidance guide
    guideline guy guys habit hand handful handle happen happened happy hard hear heard heavy
    hello help helpful hey hide high hint history hit hitting hold hope host huge human
    hypothesis idea ideal identical identified identify ignore imagine immediate impact
    implement implementation imply import importance important imported impose impossible
    impression improve
    incident incidents include inconvenience increase indicate individual influence inform
    information infrastructure initial initiate innocent input inside insight inspect install
    instance instances instruct instruction insufficient integrate intend intent interest
    interim internal international introduce invest investigate investigated investigation
    invite involved isolate issue issues item job join judge jump kick kind knowledge lab label
    lack land language large late launch law lead leading learn learned leave left legacy length
    lesson lessons level lift light line link list listen little live locate location log logged
    logging logic logs love low luck lucky main maintain maintainer maintainers maintenance
    major majority manage manager manual mark market massive match material matter mean meaning
    measure mechanism meet meeting member members mention message messages method middle mind
    minimal minimum minor miss missed missing misunderstand mitigated mitigation mix mode model
    modern modify moment monitor monitoring mortem move multi multiple mystery name natural
    nature necessary negative neither nice normal notable note notes notice noticed notification
    notified notify number numerous object objective observe obtain obvious occasion occur
    occurred offer office official old online open operation operations opinion opportunity
    option order ordinary organisation organization organize origin original outage outages
    outcome output outside overall owner page pages pair paper part partial participate
    particular party pass past path pattern people perfect perform period permanent permit
    persist person perspective phase phone physical pick picture piece place plan please plenty
    point poor portion positive possible post postmortem potential power practical practice
    precise prefer prepare presence present press pressure pretty prevent previous primary
    principle prior priority problem problems procedure proceed process produce product
    production progress project promise promote prompt proof proper proportion protect prove
    provide public publish pull purpose push quality quantity question quick raise random range
    rapid rare rate reach react read ready real realise reality realize reappear reason reasons
    recall receive received recent recognise recognize recommend recommendation record recovered
    recovery recur recurrence redesign reduce refer reference reflect refuse regard region
    regular relate related relation relative release released relevant reliability reliable rely
    remain remember remind remove removed repeat report reported reports represent reproduce
    reputation request requests require required requirement resolution resolve resolved respect
    respond response responsible rest restart restarted result resulted results retain retry
    return returned returning reveal review rid right rise risk role roll room root rough round
    routine rule run running rush safe sample satisfy save scenario scope script search section
    seeing seek select self sense sensible separate sequence series serious serve service
    services session set setup severe severity shape share shared sharing sheet shift short show
    showed side sight sign signal significant similar simple single site situation size skeleton
    skill skip slack slight slow small smart smooth social software solid solution solve sorry
    sort sound source spare speak special specific specify speed spend spot spread stable staff
    stage standard start started starting state statement station stats status stay step steps
    stick stop stopped strange strategy stress strict strong structure struggle stuck study
    stuff subheading subject submit subscribe subset substantial succeed success successful
    sudden sufficient suggest suggestion suit sum summary super support suppose surprise suspect
    suspicion suspicious symptom system systems table tackle talk target task team teams
    technical temporary tend term test tested testing tests text thank thanks theory thorough
    thought thousand threshold throw ticket tie tight timeline tip title tool tools top total
    touch tough track trade train transfer transition treat trend trial trigger triggered
    triggering trivial true trust truth turn twice type unable unaffected uncertain unclear
    uncover underlying understand unexpected unfortunate uninterrupted unique unit unknown
    unrelated unusual upcoming update updated updates urgent useful user users usual valid
    validate valuable value variation variety various vary verify version versions view visible
    visit visual voice wait wake walk warn warning watch weak website welcome wide wish wonder
    word work workaround worked workflow working works world worry worse worst worth wrap write
    written wrong yeah young
    """
)
"""Words that weigh little, also where a store holds few postmortems and they look rare."""

SHORT = _words("ci cd cpu db dns gc gpu io ip os ram sla slo ssh ssl sso tls tcp udp ui vm")
"""Short words that do say what failed."""

ADVERBS = _words("accidentally inadvertently mistakenly silently simultaneously unintentionally")
"""Adverbs that say what happened; all others say how, and are passed over."""
