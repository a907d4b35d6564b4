"""The closed word lists behind the subject gate: who counts as a person, what as a machine.

Whole tokens in lower case, never parts of words. The lists are general English and general
operations vocabulary; a postmortem's own people and services come from its roster.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Heads of a noun phrase that name people by role. "User", "customer", "client", "agent",
# "worker", "host" and "driver" are left out: in this field they are mostly software or victims.
ROLES: Final = _words(
    """
    engineer developer dev programmer coder operator admin administrator sysadmin on-call oncall
    on-caller responder sre dba team teammate squad reviewer approver manager lead leader colleague
    coworker co-worker contractor subcontractor consultant technician electrician staff staffer
    employee intern trainee apprentice newcomer joiner hire graduate junior senior maintainer
    contributor committer author analyst scientist strategist specialist architect tester qa
    moderator volunteer owner commander facilitator supervisor director executive boss cto ceo
    pilot copilot co-pilot captain crew crewmember aircrew mechanic inspector surgeon
    nurse doctor physician officer clerk foreman trader accountant secretary person people
    somebody someone nobody everybody everyone anyone anybody individual human man woman guy folks
      personnel management leadership ops devops netops secops noc soc helpdesk
    crewman signaller member workforce colleague
    instructor student superintendent steward attendant designer deployer releaser
    custodian janitor cleaner fitter planner auditor freelancer professor founder
    co-founder department webmaster implementer implementor triager welder plumber caretaker
    dispatcher committee bookkeeper investigator skipper watchkeeper helmsman navigator clinician
    pharmacist midwife paramedic firefighter soldier sailor airman
    """
)
_IRREGULAR_PLURALS: Final = _words("men women people persons staff crew devs sres dbas admins ops")
PEOPLE: Final = (
    ROLES | frozenset(role + "s" for role in ROLES) | _IRREGULAR_PLURALS | _words("no-one")
)

# Role words that are as often adjectives: a person only at the end of the phrase.
ADJECTIVAL: Final = _words("individual human senior junior student graduate lead person people")

_TRADES: Final = _words(
    "train truck lorry bus tram crane van construction maintenance utility plant road rail site"
    " factory dock field"
)
_WATCHES: Final = _words(
    "night day early late morning evening weekend graveyard first second third previous next"
    " outgoing incoming help service support duty operations"
)
# Words that name people only right after one of these: "rail worker", "night shift".
PEOPLE_AFTER: Final = {
    "worker": _TRADES,
    "workers": _TRADES,
    "driver": _TRADES,
    "drivers": _TRADES,
    "shift": _WATCHES,
    "desk": _WATCHES,
    "watch": _WATCHES,
    "controller": _words("traffic ground flight approach tower"),
    "controllers": _words("traffic ground flight approach tower"),
    "board": _words("change advisory review steering executive approval"),
}

FIRST_PERSON: Final = _words("we i")
THIRD_PERSON: Final = _words("he she you who whoever")

# A role word is software when one of these stands right before it: "package manager".
MACHINE_MODIFIERS: Final = _words(
    """
    package cluster traffic task window process secret secrets session certificate cert device file
    memory resource network volume disk storage queue boot service config configuration
    connection transaction lock database db password key node pod container job event log state
    kubernetes k8s prometheus postgres postgresql mysql kafka redis etcd elastic elasticsearch
    strimzi vault helm argo istio cloud-native ternary logical boolean comparison arithmetic
    bitwise spread raft quorum partition replica auto autoscaling load data query rule
    release-please dependency version patch update download web site api display
    deployment build controller platform-service api-server account accounts sales
    """
)
# Role words that may also be software; the rest of the sentence decides ("reconcile", "CRD").
AMBIGUOUS_ROLES: Final = _words(
    "operator operators leader leaders manager managers management supervisor supervisors member members"
    " deployer deployers releaser"
)
# Before "management" these leave it the people who manage; after another noun it is a task.
MANAGING: Final = _words(
    "senior upper middle top executive company corporate site plant hospital airline bank line"
    " local station depot store if that when because which"
)
MACHINE_COMPANY: Final = _words(
    "reconcile reconciles reconciled reconciliation crd crds kubernetes k8s raft quorum"
    " election elected kubelet operand"
)

# Heads that are certainly not people; anything else unknown stays "unknown".
MACHINES: Final = _words(
    """
    service services server servers pod pods node nodes job jobs script scripts deployment
    deployments deploy alert alerts alarm alarms monitor monitors monitoring dashboard check
    checks probe probes test tests build builds pipeline pipelines query queries request requests
    database databases db cluster clusters container containers queue queues cache caches
    certificate certificates cert certs config configuration system systems application
    applications app apps api apis client clients agent agents worker workers process processes
    thread threads host hosts machine machines instance instances disk disks volume volumes
    network router routers switch switches firewall proxy proxies balancer balancers scheduler
    controller controllers replica replicas replication failover backup backups restore migration
    migrations release releases version versions image images package packages library function
    functions method code contract contracts transaction transactions block blocks validator
    validators token tokens strategy vault pool oracle user users customer customers attacker
    attackers exploit vulnerability bug bugs patch fix hotfix rollback change changes commit
    commits branch merge pr request limit limits quota timeout timeouts retry retries policy
    policies rule rules tool tools software hardware plant engine aircraft component components
    module modules plugin driver drivers kernel extension browser page site website endpoint
    endpoints link traffic data record records table tables column columns index schema event
    events message messages email notification notifications page pages webhook lock session
    cron daemon parser compiler linter guardrail limiter breaker gateway ingress hub registry
    runner runners task tasks action actions workflow workflows health metric metrics log logs
    upgrade upgrades update updates issue issues problem incident outage failure error errors
    value values number numbers fund funds it this that these those which each one both
    """
)

PREPOSITIONS: Final = _words(
    """of on in at for from with by behind to into during under over between within through
    about after before without near inside outside across against per via upon onto towards toward
    as since until among amongst than like responsible"""
)
SUBORDINATORS: Final = _words(
    """because when while whilst if although though whereas unless so where whether how why what
    once whenever since until after before as but that which who whom whose"""
)
COORDINATORS: Final = _words("and or nor then yet plus & but")
DETERMINERS: Final = _words(
    """the a an our my his her their its your this that these those some any every each no one
    two three four several many most all both another former new same other only"""
)
AUXILIARIES: Final = _words(
    """had has have having did do does was were is are be been being am will would could should
    can may might must shall not never n't also just then still even ever already simply
    first later initially again once both either apparently perhaps maybe always often
    usually all themselves himself herself itself ourselves myself to get gets got
    hadn't hasn't haven't didn't don't doesn't wasn't weren't isn't aren't won't wouldn't
    couldn't shouldn't can't cannot ought unfortunately subsequently though however somehow"""
)
# Ends in -ly and yet no adverb.
NOT_ADVERBS: Final = _words("fly july family supply reply anomaly assembly grafly italy emily lily")

PRONOUNS: Final = (
    FIRST_PERSON
    | THIRD_PERSON
    | _words("they someone somebody anyone nobody everybody everyone it this")
)
PARTITIVES: Final = _words("one some any each several two three many most all")
# Irregular pasts, and verbs of saying, that end a noun phrase as a verb in -ed does.
PASTS: Final = _words(
    """
    ran made took put set sent saw went came left gave got knew thought told wrote lost found said
    began chose held kept built read led believe think feel say agree
    """
)
# What follows a role word and makes a thing of it: "operator console".
COMPOUND_TAILS: Final = (
    MACHINES
    | PEOPLE
    | _words(
        """
        console account accounts access laptop portal interface input traffic feedback workstation
        experience time hours work training channel chat meeting call phone handbook guide manual
        decision mistake role roles side productivity field name reference id key header file files
        label list group groups tree precedence overload overloads overloading expression symbol
        syntax sdk framework pod image lifecycle chart bundle catalog subscription departure
        departures turnover absence absences shortage shortages behaviour behavior fatigue workload
        availability request requests churn
        """
    )
)

# Given names common in English-language engineering teams, from several languages. Left out are
# names that are also well-known software (Jenkins, Travis, Jasper, Ansible, Hudson, Ruby, Julia).
GIVEN_NAMES: Final = _words(
    """
    aaron abdul abdullah abigail adam aditya adrian agnes ahmad ahmed aisha akira alan albert alejandro
    aleksandr alessandro alex alexander alexandra alexei alfred ali alice alicia alina alison allen
    amanda amara amelia amina amir amit amy ana anders andre andrea andreas andrei andrew andy
    angela angelo anil anita anja ankit anna anne annie anthony antoine anton antonio anya arjun
    arnold arthur arun ashley asif astrid aya ayesha barbara beatrice ben benjamin bernard beth
    bianca bill bjorn bob boris brad brandon brenda brian bruce bruno camila camille carl carla
    carlos carmen carol caroline catherine cathy cecilia chad chandra charles charlie charlotte
    chen chiara chloe chris christian christina christine christopher claire clara claudia
    colin connor craig cristina cynthia dan dana daniel daniela danny dave david dean deborah
    deepak denis dennis derek diana diane diego dieter dmitri dmitry dominic donald donna doris
    doug douglas duncan dylan eduardo edward elaine elena eleanor eli elias elif elizabeth ellen
    emilia emily emma emre eric erica erik erika ernest esther ethan eva evan evelyn fatima
    felix fernando fiona florian francesca francesco francis francisco frank franz fred frederik
    gabriel gabriela gareth gary gavin geoff george georgia gerald gerard gianni gilbert
    giulia giuseppe gonzalo gordon graham greg gregory guido guillaume gustavo hamza hana hannah
    hans haruto harold harry hassan heather hector heidi helen helena henrik henry hiro hiroshi
    holly howard hussein ian ibrahim igor ingrid irene irina isaac isabel isabella ivan
    jack jacob jacques jaime jake jamal james jamie jan jane janet javier jean jeff
    jeffrey jennifer jenny jeremy jerome jerry jesse jessica jill jim jin joan joanna joao joe
    joel johan johanna johannes john johnny jon jonas jonathan jordan jorge jose josef joseph
    josh joshua joyce juan judith judy jules julian julie jun jurgen justin karen karim karin
    karl karthik kate katherine kathleen kathy katie katja keith kelly ken kenji kenneth kenta
    kevin khalid kim klaus koji kristen kristin kurt kyle lars laszlo laura lauren laurent lea lee
    leila lena leo leon leonardo leslie liam linda lisa liu lorenzo louis louise luca lucas
    lucia luis luisa lukas luke magnus mahmoud manuel marc marcel marco marcos marcus maria
    mariam marie marina mario marion mark marko markus marta martha martin martina mary masato
    mateo mathias mathieu matt matteo matthew matthias maurice maya mehmet mei melanie
    melissa michael michelle miguel mikael mike mikhail milan mina ming miriam mohamed
    mohammad mohammed mohan monica moritz mustafa nadia nancy naomi natalia natalie nathan
    neha neil nicholas nick nicolas nicole nigel nikhil nikita nina nisha nishant noah noor nora
    norman olaf oleg olga oliver olivia omar oscar otto pablo paola patricia patrick paul paula
    paulo pavel pedro peggy peter petra philip philipp philippe pierre piotr pooja prakash
    pradeep pranav preston priya priyanka qing rachel radek rafael rahul raj rajesh ralf ralph
    ramesh raphael rashid raul ravi raymond rebecca rene ricardo richard rick rita rob
    robert roberto robin rodrigo roger rohan rohit roland roman ron ronald rosa rosie ross roy
    ruben rudolf russell ruth ryan sabine sakura salma sally sam samantha samir samuel sandeep
    sandra sanjay santiago sara sarah sasha saskia satoshi scott sean sebastian sergei sergey
    sergio shane shannon sharon shaun shawn sheila shreya sid silvia simon simone sofia
    sonia sonja sophia sophie stacy stan stefan stefano stephanie stephen steve steven stuart
    sue sunil suresh susan suzanne sven svetlana sylvia takeshi tamara tanya tara tatiana ted
    teresa terry theo theresa thomas tiago tim timothy tina tobias todd tom tomas tomasz tommy
    toni tony tracy trevor tyler uma ursula valentina valeria vanessa vera veronica victor
    victoria vijay vikram vincent vinod viktor vladimir walter wang wei wendy werner
    william wolfgang xavier xin yann yara yasmin yelena yolanda yuki yuri yusuf yvonne zach zara
    zhang zoe greta freja marta ludmila astrid sigrid sven ulf jens soren nils bart willem
    pieter sander thijs maarten hugh ewan rory niall aoife siobhan ciaran declan owen rhys megan
    kayla brianna tyrone malik jamal kofi kwame chidi ngozi amaka tunde yetunde thabo sipho naledi
    haruka ren sora minjun jiho soojin hyun jiyeon anh linh minh thanh nguyen phuong budi dewi agus siti
    ravindra lakshmi kavya divya ananya arnav ishaan siddharth harsh yash gaurav manish rakesh
    suresh mahesh ganesh dinesh mukesh naveen praveen srinivas venkat balaji krishna gopal hari
    fatemeh reza farid leyla cem burak mert zeynep ayse fatma ece kemal
    bogdan dragan goran milos nikola jovana vesna jelena ana-maria ilya anastasia ksenia dasha
    kirill egor gleb artem maxim roman vadim oksana bohdan taras andriy
    olivier laurence sylvie nathalie veronique thierry didier yves fabien remi cedric benoit xavier
    aurelie julien maxime romain damien quentin bastien florent emilie celine sandrine
    hendrik joost wouter ruud bram koen geert griet annelies ilse femke sanne lotte
    jurgen uwe heiko holger torsten thorsten carsten karsten dirk ralf bernd detlef rainer gunter
    anja katrin silke ulrike heike birgit sabrina steffen sven lukas jannik finn emil oskar
    anton viktoria matej jakub tomasz pawel michal krzysztof marcin wojciech grzegorz agnieszka
    katarzyna malgorzata magdalena joanna monika beata ewa zofia
    giorgio matteo davide luigi paolo pietro riccardo federico simona elisa silvia valentino
    joaquin ignacio ramon alvaro ruben adrian beatriz pilar rocio ines marisol ximena
    thiago vinicius leandro renato fabio flavio marcelo leticia larissa bruna
    oluwaseun emeka obinna adaeze zainab amina moses samuel esther grace-ann
    harpreet gurpreet manpreet jaspreet simran imran irfan faisal usman bilal hina sana
    tariq nasser khaled youssef hossam mona rania dina layla
    wenjie xiaoming jing ying hui jie lei yan qiang weijia haoran
    dmitriy evgeny yevgeny olena svitlana natalya lyudmila galina tamar nino giorgi
    caitlin brendan sinead eoin cormac fergus hamish alasdair morag gwen dafydd bethan
    ashlee brittany courtney kaitlyn mackenzie taylor-ann jordan-lee derrick darnell latoya
    wayne dale glenn keith neville trevor barry clive nigel rupert giles fergal
    abena abiodun achieng achim adebayo adela adele adelina adetokunbo adil adnan afia afonso
    agata aiko aileen aino akiko akua alastair albena aldo alena alessandra alessia alfonso
    alfredo alistair aliya alondra alonso amadou amalia amaya ambra ameera amelie amira amparo
    anahita anatoly anca andreea andrej andrzej anett angelica angelina angelique anika aniket
    anisha anneke annette annika anouk antje antonella antonia anuj anusha aparna aram arash
    arianna arne arno arturo arvid arya asako asha ashok ashwin asma atif atsushi audrey augusta
    avinash aviva axel aylin ayumi azadeh azra bahar balazs baptiste baris barnaby bartek
    bartosz bashir becky behrouz benedict benedikt bente berit bernadette bernhard bertrand
    bettina bhavna birgitta birte bjarne blanca boyan branko brent brice brigitte britta bronwyn
    calvin camilo candice carina carlo carlotta carole carolina cassandra catalina caterina
    catriona celia chiamaka chieko chike chinedu chinonso chioma ciara clarice clarissa claude
    claudio clemens clement colette conor constance constantin cora cordula corinna corinne
    cornelia cosima costas cristian cyril dagmar daichi daisuke damian damir daphne daria
    dariusz darko darren debra deirdre delphine demetrius denise denys desmond devika dhruv
    dietmar dilip dilnoza dimitri diogo dmytro domenico dominik dominika dominique donal dorota
    dorothea dunja ebba eberhard ebru edita edith edoardo eduard efua eileen eirik eitan
    ekaterina ekow elaheh elisabeth elise elke ella ellie elliot elodie elvira emanuel emiliano
    emilio emmanuel enrico enrique enzo erin ernesto ervin esra esteban estelle eszter etienne
    eugene eugenia eunice evelina fabian fabrice fadi faisal farah farhad farida fatou faustine
    federica feng fintan fiodor folake francois franziska frida frieda friedrich fumiko funmi
    gabor gaelle gamze genevieve gennady georg georgina gerd gerrit gertrud ghada gillian gina
    giovanna giovanni gisela gita giulio gloria gosia gretchen gudrun guilherme gunnar gwendolyn
    gyorgy haakon habib hadiya hakan halima hamid hanka hanne harald harish harriet hasan hauke
    hedda hedwig heiner heinrich helga helge hella henri herbert hermann hilary hilda hilde
    hitomi horacio horst hossein huda hugo humberto ibukun idris ifeoma ikram ilana ilaria
    ildiko ilka ilona iman inga inge ingeborg inigo ioana ioannis iqbal irma isabelle isadora
    ismail itai ivana ivanka iwona jaana jabari jacek jacinta jadwiga jagoda jakob janek janina
    janine janis janos jarek jaroslav jasmin jasmina jasna javad jeremiah jiri joachim jochen
    jolanta jonna jorg joris josefine josephine jovan juliana juliane juliet juliette julio
    junichi juri jutta kaja kalina kamal kamala kamau kamil kamila kari karima karina karla
    karol karolina kasia kaspar katarina katharina kathrin kaveh kavita kazuki kazuo keiko
    keisuke kerry kerstin kian kiran kirsten kirsty klara klaudia konrad konstantin kristian
    kristina kristof krystyna kumar kwabena kwasi ladislav laila lale lara lasse latifa lavinia
    leif leilani lene leoni leonie leonor leopold leszek lidia lieke lilian liliana lilly lina
    lindiwe linnea lionel livia liza ljubica lola loredana lorena loretta lothar lotte louisa
    luc luciana luciano lucie lucille lucy ludovic ludwig luka lukasz lutz lwazi lydia maciej
    madeleine madhavi madhu magda maija maike maja makena makoto malin malte mandla manfred
    manoj manon manuela marek maren margaret margarita margot marguerite mariana marianne
    mariano mariela marija marijke marika marius marjan marlene marlies marten martine marvin
    masha massimo mathilde matias matilda matilde matyas mauricio maurizio mauro maximilian
    mayumi meera mehdi mehreen meike mekonnen melina merve meryem michail michele michiko mieke
    mihai mika mikkel milena milica mireille mirela mirjam mirko miroslav mitra mladen mohit
    moira mona mordecai morten muhammad murat muriel myriam nabil nadezhda nadine nadja naila
    najib nanami naoki naoko narges nasrin natascha nausheen navid nawal neema neeraj nele
    nermin nerys nicola nicoletta niels niklas nirmala njeri nkechi nnamdi nobuko noelle noemi
    nomvula norbert noriko nuno nuria octavia odette oleksandr oliwia olumide omari ondrej onur
    orhan oriol orla orsolya osman oswald otieno ottilie oyelaran ozan ozlem pamela pankaj
    parisa pascal pasquale patrik patrizia paulina pauline pekka pelin penelope petar petros
    phoebe pia pinar piotrek poonam pradip prashant predrag priscilla przemek quinn radka
    radoslav rafal raffaele ragnar ragnhild raimund raisa rajiv raluca ramona randi ranjit
    rasmus rastislav raya raza regina reiko reiner reinhard renata renate renee reshma rhiannon
    rikke rina risto ritu robyn rodolfo rogerio romana ronja rosalie rosalind roxana roxane rui
    rute sabina sachiko saeed safiya saiful saku salim salman salvatore samira sandro sania
    sanja sanna santosh sapna saroja satish savita sebastien segun selin selma serena serge
    seung severin shabnam shahid shakira shalini shanti shinichi shira shirin shirley shivani
    shlomo shreyas silvana silvio sira siv sizwe slavica slawomir snezana sonal souad srdjan
    stanislav stefania stella stig suleiman sumit sunita susana susanna susanne svein svenja
    swati sylvain szymon tadashi tadeusz taher taiwo takashi talia tamas tandi tanja tanvir
    tarek tatjana tatsuya teemu temitope teodor terese tereza thandi theodora therese thibault
    tiina tilo tim timo tobin tomislav tomoko toni torben tove tracey tristan tsegaye tuomas
    tuva uchenna udo ulla ulrich umar urs usha uta ute vaclav valentin valerie vasily veena vera
    verena veronika vicente vidya vilma vincenzo vishal vittoria vivek vivian viviana vlad
    volker volodymyr wafa waleed walid waltraud wanjiku wanjiru wiebke wiktor wilfried wilhelm
    wim winfried wiola yael yamini yana yaroslav yasmine yasser yasuko ylva yoko yoshiko yuko
    yulia yvette zahra zanele zbigniew zdenek ziad zoltan zora zuri zuzana
    """
)
