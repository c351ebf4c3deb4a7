"""Words and zones of dates, in the languages that newsrooms write: tables to read. Pure.

Says nothing about what a date means: `parse` does.
"""

from __future__ import annotations

#: The months by language, January first, short forms beside long ones, without case and full stops (Unicode CLDR 47, dates/calendars/gregorian,
#: with the forms of speech that dateparser 1.5.0 adds).
MONTHS = {
    "en": "jan/january feb/february mar/march apr/april may jun/june jul/july aug/august sep/september/sept oct/october nov/november dec/december",
    "de": "jan/januar/jänner feb/februar/feber mär/märz/mrz apr/april mai jun/juni jul/juli aug/august sep/sept/september okt/oktober nov/november dez/dezember",
    "fr": "janv/janvier/jan févr/février/fév mars avr/avril mai juin/jun juil/juillet/jul août/aoû sept/septembre/sep oct/octobre nov/novembre déc/décembre",
    "es": "ene/enero feb/febrero mar/marzo abr/abril may/mayo jun/junio jul/julio ago/agosto sept/septiembre/setiembre/sep/set oct/octubre nov/noviembre dic/diciembre",
    "it": "gen/gennaio feb/febbraio mar/marzo apr/aprile mag/maggio giu/giugno lug/luglio ago/agosto set/settembre ott/ottobre nov/novembre dic/dicembre",
    "pt": "jan/janeiro fev/fevereiro mar/março abr/abril mai/maio jun/junho jul/julho ago/agosto set/setembro/septembro out/outubro nov/novembro dez/dezembro",
    "nl": "jan/januari feb/februari maart/mrt apr/april mei jun/juni jul/juli aug/augustus sep/september okt/oktober nov/november dec/december",
    "sv": "jan/januari feb/februari mars apr/april maj juni/jun juli/jul aug/augusti sep/september/sept okt/oktober nov/november dec/december",
    "da": "jan/januar feb/februar mar/marts apr/april maj jun/juni jul/juli aug/august sep/september okt/oktober nov/november dec/december",
    "nb": "jan/januar feb/februar mar/mars apr/april mai jun/juni jul/juli aug/august sep/september okt/oktober nov/november des/desember",
    "fi": "tammi/tammik/tammikuu/tammikuuta/tammikuussa helmi/helmik/helmikuu/helmikuuta/helmikuussa maalis/maalisk/maaliskuu/maaliskuuta/maaliskuussa huhti/huhtik/huhtikuu/huhtikuuta/huhtikuussa touko/toukok/toukokuu/toukokuuta/toukokuussa kesä/kesäk/kesäkuu/kesäkuuta/kesäkuussa heinä/heinäk/heinäkuu/heinäkuuta/heinäkuussa elo/elok/elokuu/elokuuta/elokuussa syys/syysk/syyskuu/syyskuuta/syyskuussa loka/lokak/lokakuu/lokakuuta/lokakuussa marras/marrask/marraskuu/marraskuuta/marraskuussa joulu/jouluk/joulukuu/joulukuuta/joulukuussa",
    "is": "jan/janúar feb/febrúar mar/mars apr/apríl maí jún/júní júl/júlí ágú/ágúst sep/september okt/október nóv/nóvember des/desember",
    "pl": "sty/styczeń/stycznia/styczen/styczniu lut/lutego/luty/lutym mar/marca/marzec/marcu kwi/kwiecień/kwietnia/kwiecien/kwietniu/kwie maj/maja/maju cze/czerwca/czerwiec/czerwcu lip/lipca/lipiec/lipcu sie/sierpień/sierpnia/sierpien/sierpniu wrz/wrzesień/września/wrzesien/wrzesnia/wrześniu/wrzesniu paź/październik/października/pazdziernik/pazdziernika/październiku/pazdzierniku/paz lis/listopad/listopada/listopadzie gru/grudnia/grudzień/grudzien/grudniu",
    "cs": "led/leden/ledna/lednu úno/únor/února/únr/únoru bře/březen/března/březnu dub/duben/dubna/dubnu kvě/květen/května/květnu červen/června/čvn/čer/červnu července/červenec/čvc/črc/červenci/črv srp/srpen/srpna/srpnu zář/září říj/říjen/října/říjnu lis/listopad/listopadu pro/prosince/prosinec/prosinci",
    "sk": "jan/január/januára feb/február/februára mar/marca/marec apr/apríl/apríla máj/mája jún/júna júl/júla aug/august/augusta sep/september/septembra okt/október/októbra nov/november/novembra dec/december/decembra",
    "hu": "jan/január febr/február/feb márc/március/már ápr/április máj/május jún/június júl/július aug/augusztus szept/szeptember okt/október nov/november dec/december",
    "ro": "ian/ianuarie feb/februarie/febr mar/martie/mart apr/aprilie mai iun/iunie iul/iulie aug/august sept/septembrie/sep oct/octombrie noiembrie/nov/noiem dec/decembrie",
    "bg": "яну/януари/ян фев/февруари/фв март апр/април/ап май юни/юн юли/юл авг/август сеп/септември/септ/септм окт/октомври ное/ноември дек/декември",
    "ru": "янв/январь/января февр/февраль/февраля/фев мар/март/марта апр/апрель/апреля май/мая июн/июнь/июня июл/июль/июля авг/август/августа сент/сентябрь/сентября/сен окт/октябрь/октября нояб/ноябрь/ноября/ноя дек/декабрь/декабря",
    "uk": "січ/січень/січня лют/лютий/лютого бер/березень/березня/берез квіт/квітень/квітня/кві трав/травень/травня/тра черв/червень/червня/чер лип/липень/липня серп/серпень/серпня/сер вер/вересень/вересня/верес жовт/жовтень/жовтня/жов лист/листопад/листопада/листоп/лис груд/грудень/грудня/гру",
    "sr": "јан/јануар/јануара феб/фебруар/фебруара мар/март/марта апр/април/априла мај/маја јун/јуна јул/јула авг/август/августа сеп/септембар/септембра окт/октобар/октобра нов/новембар/новембра дец/децембар/децембра",
    "hr": "sij/siječanj/siječnja/siječnju/siječnjem velj/veljača/veljače/veljači/veljačom ožu/ožujak/ožujka/ožujku/ožujkom tra/travanj/travnja/travnju/travnjem svi/svibanj/svibnja/svibnju/svibnjem lip/lipanj/lipnja/lipnju/lipnjem srp/srpanj/srpnja/srpnju/srpnjem kol/kolovoz/kolovoza/kolovozu/kolovozom ruj/rujan/rujna/rujnu/rujnom lis/listopad/listopada/listopadu/listopadom stu/studeni/studenoga/studenom/studenomu/studenome/studenog/studenim pro/prosinac/prosinca/prosincu/prosincem",
    "sl": "jan/januar/januarja feb/februar/februarja mar/marec/marca apr/april/aprila maj/maja jun/junij/junija jul/julij/julija avg/avgust/avgusta sep/september/septembra okt/oktober/oktobra nov/november/novembra dec/december/decembra",
    "el": "ιαν/ιανουάριοσ/ιανουαρίου φεβ/φεβρουάριοσ/φεβρουαρίου μάρ/μάρτιοσ/μαρ/μαρτίου απρ/απρίλιοσ/απριλίου μάι/μάιοσ/μαΐ/μαΐου ιουν/ιουνίου/ιούν/ιούνιοσ ιουλ/ιουλίου/ιούλ/ιούλιοσ αυγ/αυγούστου/αύγ/αύγουστοσ σεπ/σεπτέμβριοσ/σεπτεμβρίου οκτ/οκτωβρίου/οκτώβριοσ νοέ/νοέμβριοσ/νοε/νοεμβρίου δεκ/δεκέμβριοσ/δεκεμβρίου",
    "tr": "oca/ocak şub/şubat mar/mart nis/nisan may/mayıs haz/haziran tem/temmuz ağu/ağustos eyl/eylül eki/ekim kas/kasım ara/aralık",
    "ar": "يناير فبراير مارس أبريل مايو يونيو/يونيه/يونية يوليو/يوليه/يولية أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه/ژانویهٔ/جنوری فوریه/فوریهٔ/فبروری مارس/مارچ آوریل/اپریل مه/مهٔ/می ژوئن/جون ژوئیه/ژوئیهٔ/جولای اوت/آگست سپتامبر/سپتمبر اکتبر/اکتوبر نوامبر/نومبر دسامبر/دسمبر",
    "he": "ינואר/ינו׳/לינואר/בינואר/ינו פברואר/פבר׳/בפברואר/לפברואר/פבר מרץ/במרץ/למרץ/מרס/במרס/למרס/מארס/במארס/למארס אפריל/אפר׳/באפריל/לאפריל/אפר מאי/במאי/למאי יוני/ביוני/ליוני/יונ יולי/ביולי/ליולי/יול אוגוסט/אוג׳/באוגוסט/לאוגוסט/אוג ספטמבר/ספט׳/בספטמבר/לספטמבר/ספט אוקטובר/אוק׳/באוקטובר/לאוקטובר/אוק נובמבר/נוב׳/בנובמבר/לנובמבר/נוב דצמבר/דצמ׳/בדצמבר/לדצמבר/דצמ",
    "hi": "जनवरी/जन॰ फ़रवरी/फ़र॰ मार्च अप्रैल मई जून जुलाई/जुल॰ अगस्त/अग॰ सितंबर/सित॰/सितम्बर अक्तूबर/अक्तू॰/अक्टूबर नवंबर/नव॰/नवम्बर दिसंबर/दिस॰/दिसम्बर",
    "id": "jan/januari/djan/djanuari feb/februari/peb/pebruari mar/maret apr/april mei jun/juni/djuni jul/juli/djuli agu/agustus/agt sep/september/sept okt/oktober nov/november/nop/nopember des/desember",
    "et": "jaan/jaanuar veebr/veebruar märts apr/aprill mai juuni juuli aug/august sept/september okt/oktoober nov/november dets/detsember",
    "lv": "janv/janvāris/janvārī febr/februāris/februārī marts/martā apr/aprīlis/aprīlī maijs/maijā jūn/jūnijs/jūnijā jūl/jūlijs/jūlijā aug/augusts/augustā sept/septembris/septembrī okt/oktobris/oktobrī nov/novembris/novembrī dec/decembris/decembrī",
    "lt": "saus/sausio/sausis vas/vasario/vasaris kov/kovas/kovo bal/balandis/balandžio geg/gegužė/gegužės birž/birželio/birželis liep/liepa/liepos rugp/rugpjūtis/rugpjūčio rugs/rugsėjis/rugsėjo spal/spalio/spalis lapkr/lapkritis/lapkričio gruod/gruodis/gruodžio",
    "ca": "gen/gener febr/febrer març abr/abril maig juny jul/juliol ag/agost set/setembre oct/octubre nov/novembre des/desembre",
    "eu": "urt/urtarrila ots/otsaila mar/martxoa api/apirila mai/maiatza eka/ekaina uzt/uztaila abu/abuztua ira/iraila urr/urria aza/azaroa abe/abendua",
    "gl": "xan/xaneiro feb/febreiro mar/marzo abr/abril maio xuño xul/xullo ago/agosto set/setembro out/outubro nov/novembro dec/decembro",
    "ms": "jan/januari feb/februari mac apr/april mei jun jul/julai ogo/ogos sep/september okt/oktober nov/november dis/disember",
    "ur": "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    "bn": "জানু/জানুয়ারী/জানুয়ারি ফেব/ফেব্রুয়ারী/ফেব্রুয়ারি মার্চ এপ্রি/এপ্রিল মে জুন জুল/জুলাই আগ/আগস্ট সেপ/সেপ্টেম্বর অক্টো/অক্টোবর নভে/নভেম্বর ডিসে/ডিসেম্বর",
    "ta": "ஜன/ஜனவரி பிப்/பிப்ரவரி மார்/மார்ச் ஏப்/ஏப்ரல் மே ஜூன் ஜூலை ஆக/ஆகஸ்ட் செப்/செப்டம்பர் அக்/அக்டோபர் நவ/நவம்பர் டிச/டிசம்பர்",
    "th": "มกราคม/มค/มกรา กพ/กุมภาพันธ์/กุมภา มีค/มีนาคม/มีนา เมย/เมษายน/เมษา พค/พฤษภาคม/พฤษภา มิถุนายน/มิย/มิถุนา กค/กรกฎาคม/กรกฏาคม/กรกฎา สค/สิงหาคม/สิงหา กย/กันยายน/กันยา ตค/ตุลาคม/ตุลา พย/พฤศจิกายน/พฤศจิ ธค/ธันวาคม/ธันวา",
    "sw": "jan/januari feb/februari mac/machi apr/aprili mei jun/juni jul/julai ago/agosti sep/septemba okt/oktoba nov/novemba des/desemba",
    "af": "jan/januarie feb/februarie maart/mrt apr/april mei jun/junie jul/julie aug/augustus sep/september okt/oktober nov/november des/desember",
    "sq": "jan/janar shk/shkurt mar/mars pri/prill maj qer/qershor korr/korrik/kor gush/gusht/gsh sht/shtator tet/tetor nën/nëntor dhj/dhjetor",
    "mk": "јан/јануари фев/февруари мар/март апр/април мај јун/јуни јул/јули авг/август сеп/септември/септ окт/октомври ное/ноември/ноем дек/декември",
    "cy": "ion/ionawr chw/chwef/chwefror maw/mawrth ebr/ebrill mai meh/mehefin gor/gorff/gorffennaf awst medi hyd/hydref tach/tachwedd rhag/rhagfyr",
    "az": "yan/yanvar fev/fevral mar/mart apr/aprel may iyn/iyun/i̇yun iyl/iyul/i̇yul avq/avqust sen/sentyabr okt/oktyabr noy/noyabr dek/dekabr",
    "ka": "იან/იანვარი/იანვარს თებ/თებერვალი მარ/მარტი აპრ/აპრილი მაი/მაისი ივნ/ივნისი ივლ/ივლისი აგვ/აგვისტო სექ/სექტემბერი ოქტ/ოქტომბერი ნოე/ნოემბერი დეკ/დეკემბერი",
    "hy": "հնվ/հունվար/հունվարի փետրվար/փետրվարի/փտվ մարտ/մարտի/մրտ ապր/ապրիլ/ապրիլի մայիս/մայիսի/մյս հնս/հունիս/հունիսի հլս/հուլիս/հուլիսի օգոստոս/օգոստոսի/օգս սեպ/սեպտեմբեր/սեպտեմբերի հոկ/հոկտեմբեր/հոկտեմբերի նոյ/նոյեմբեր/նոյեմբերի դեկ/դեկտեմբեր/դեկտեմբերի",
    "fil": "ene/enero peb/pebrero mar/marso abr/abril may/mayo hun/hunyo hul/hulyo ago/agosto set/setyembre okt/oktubre nob/nobyembre dis/disyembre",
    "mr": "जाने/जानेवारी फेब्रु/फेब्रुवारी मार्च एप्रि/एप्रिल मे जून जुलै ऑग/ऑगस्ट सप्टें/सप्टेंबर ऑक्टो/ऑक्टोबर नोव्हें/नोव्हेंबर डिसें/डिसेंबर",
    "te": "జన/జనవరి ఫిబ్ర/ఫిబ్రవరి మార్చి ఏప్రి/ఏప్రిల్ మే జూన్ జులై ఆగ/ఆగస్టు సెప్టెం/సెప్టెంబర్ అక్టో/అక్టోబర్ నవం/నవంబర్ డిసెం/డిసెంబర్",
    "ml": "ജനു/ജനുവരി ഫെബ്രു/ഫെബ്രുവരി മാർ/മാർച്ച് ഏപ്രി/ഏപ്രിൽ മേയ് ജൂൺ ജൂലൈ ഓഗ/ഓഗസ്റ്റ് സെപ്റ്റം/സെപ്റ്റംബർ ഒക്ടോ/ഒക്‌ടോബർ നവം/നവംബർ ഡിസം/ഡിസംബർ",
    "gu": "જાન્યુ/જાન્યુઆરી ફેબ્રુ/ફેબ્રુઆરી માર્ચ એપ્રિલ મે જૂન જુલાઈ ઑગસ્ટ સપ્ટે/સપ્ટેમ્બર ઑક્ટો/ઑક્ટોબર નવે/નવેમ્બર ડિસે/ડિસેમ્બર",
}  # fmt: skip

#: Days of the week, whole and short (the same source): a date may name its day, which is not checked.
_WEEKDAYS_WORDS = """
ahad ahd al alhamisi antradienis ar asteartea asteazkena astelehena axşamı az bazar be biy biyernes ca ceturtd
ceturtdiena cmt cs csütörtök cum cuma cumartesi cz czw czwartek cümə dc dg die diel dienstag dijous dilluns dim
dimanche dimarts dimecres dinsdag dissabte diumenge divendres dj dl dom domenica domingo don donderdag donnerstag ds
dt dum duminică dv dydd enj enjte ertəsi esmaspäev feira fim fimmtudagur fr fre fred fredag freitag fri friday fös
föstudagur gio giovedì gwe gwen gwener huw huwebes hétfő hën hënë iau ig igandea ijumaa isn isnin je jeu jeudi joi ju
jue jueves jum jumaat jumamosi jumanne jumapili jumat jumatano jumatatu kam kamis ke kedd keskiviikko keskiviikkona
ketvirtadienis kha khamis kolmapäev kt la larunbata lau lauantai lauantaina laugardagur laupäev lin linggo llun lr lu
lun lundi lunedì lunes luni luns lör lörd lördag lør lørdag ma maanantai maanantaina maandag man mandag mar mardi
martedì martes martë marți maw mawrth me mer mercher mercoledì mercredi mi mie miercuri min minggu mit mittwoch miy
miyerkules mié miércoles mið miðvikudagur mo mon monday montag mán mánudagur mån månd måndag mér mércores mër mërkurë
nd ne ned nedelja nedeľa nedeľu nedjelja neděle neděli neljapäev nie niedz niedziela niedziele niedzielę og ons onsd
onsdag or osteguna ostirala otrd otrdiena paz pazar pazartesi pe penktadienis per perjantai perjantaina perşembe pet
petak petek pi pia piatek piatok piektd piektdiena pirmadienis pirmd pirmdiena pią piątek pn po pon pondelok pondělí
ponedeljek ponedjeljak poniedzialek poniedziałek pr pre premte prs pt pzt pá pát pátek pátku péntek pühapäev qua
quarta qui quinta rab rabu reede sa sab sabado sabato sabtu sad sadwrn sal salı sam samedi samstag sat saterdag
saturday sb seg segunda sekmadienis sel selasa sen senin sestd sestdiena sex sexta sht shtunë sk so sob sobota sobote
sobotu soboty sobotę son sondag sonntag sr sre sreda sri srijeda sro sroda srode st streda stredu stř středa středu
středy su sub subota sul sun sunday sunnudagur sunnuntai sunnuntaina svētd svētdiena sze szerda szo szombat sáb sábado
sâm sâmbătă sön sönd söndag søn søndag teisipäev ter terça th thu thursday ti tiistai tiistaina tir tirs tirsdag tis
tisd tisdag to tor torek tors torsd torsdag torstai torstaina tr trečiadienis trešd trešdiena tu tue tues tuesday ut
uto utorak utorok vas vasárnap ve ven vendredi venerdì venres vi vie viernes vin vineri vr vrijdag vrydag we wed
wednesday wo woensdag wt wto wtorek xov xoves za zaterdag zo zondag ça çar çarşamba çrs çərşənbə út úte úterý þri
þriðjudagur čet četrtek četvrtak čt čtv čtvrtek śr śro środa środę şənbə šeštadienis št štvrtok δευ δευτέρα κυρ
κυριακή πέμ πέμπτη παρ παρασκευή σάβ σάββατο τετ τετάρτη τρί τρίτη воскресение воскресенье вс вск вт вто вторник втр
вів вівтор вівторок нд нед недела неделя недеља неділ неділю неділя п'ятницю п'ятниця пет петак петок петък пн пнд пон
понед понеделник понедельник понедељак понеділок пт птн пят пятница пятницу саб сабота сб сбт сер серед середа середу
ср срд сре среда среду сря сряда суб суббота субботу субот субота суботу събота уто уторак чет четвер четверг четвртак
четврток четвъртък чт чтв երեքշաբթի երկ երկուշաբթի երք կիր կիրակի հինգշաբթի հնգ շաբաթ շբթ ուր ուրբաթ չորեքշաբթի չրք א׳
ב׳ ג׳ ד׳ ה׳ ו׳ חמישי יום ראשון רביעי שבת שישי שלישי שני اتوار الأحد الأربعاء الإثنين الاثنين الثلاثاء الجمعة الجمعه
الخميس السبت بدھ جمعرات جمعه جمعہ دو دوشنبه روز سه سهشنبه سوموار شنبه منگل پنج پنجشنبه پیر چهار چهارشنبه ہفتہ یکشنبه
गुरु गुरुवार बुध बुधवार मंगल मंगलवार मंगळ मंगळवार रवि रविवार शनि शनिवार शुक्र शुक्रवार सोम सोमवार বুধ বুধবার
বৃহষ্পতিবার বৃহস্পতি বৃহস্পতিবার মঙ্গল মঙ্গলবার রবি রবিবার শনি শনিবার শুক্র শুক্রবার সোম সোমবার ગુરુ ગુરુવાર બુધ
બુધવાર મંગળ મંગળવાર રવિ રવિવાર શનિ શનિવાર શુક્ર શુક્રવાર સોમ સોમવાર சனி செவ் செவ்வாய் ஞாயி ஞாயிறு திங் திங்கள் புத
புதன் வியா வியாழன் வெள் வெள்ளி ఆది ఆదివారం గురు గురువారం బుధ బుధవారం మంగళ మంగళవారం శని శనివారం శుక్ర శుక్రవారం సోమ
సోమవారం ചൊവ്വ ചൊവ്വാഴ് ചൊവ്വാഴ്ച ഞായറാഴ് ഞായർ തിങ്കളാഴ് തിങ്കൾ ബുധനാഴ് ബുധൻ വെള്ളി വെള്ളിയാഴ് വ്യാഴം വ്യാഴാഴ് ശനി
ശനിയാഴ് จันทร์ พฤ พฤหัส พฤหัสบดี พุธ วันจันทร์ วันจันทร์ที่ วันพฤหัสบดี วันพฤหัสบดีที่ วันพุธ วันพุธที่ วันศุกร์
วันศุกร์ที่ วันอังคาร วันอังคารที่ วันอาทิตย์ วันอาทิตย์ที่ วันเสาร์ วันเสาร์ที่ ศุกร์ อังคาร อา อาทิตย์ เสาร์ კვი
კვირა ოთხ ოთხშაბათი ორშ ორშაბათი პარ პარასკევი სამ სამშაბათი შაბ შაბათი ხუთ ხუთშაბათი
"""
WEEKDAYS = frozenset(_WEEKDAYS_WORDS.split())

#: The months as the Levant and Iraq call them, beside the names of `MONTHS` or instead of them (CLDR, ar-LB).
LEVANT = {
    "كانون الثاني": "يناير", "شباط": "فبراير", "آذار": "مارس", "نيسان": "أبريل", "أيار": "مايو", "حزيران": "يونيو", "تموز": "يوليو",
    "آب": "أغسطس", "أيلول": "سبتمبر", "تشرين الأول": "أكتوبر", "تشرين الثاني": "نوفمبر", "كانون الأول": "ديسمبر",
}  # fmt: skip

#: Years before the first of an era: Japan's since 1926, and the Republic of China's (令和8年 is 2026).
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}

#: Zone names with one meaning in the news; hours east of Greenwich (RFC 2822 section 4.3, Europe's, and agencies').
#: IST, CST, BST as Bangladesh's and the like have several: those are refused, or taken as the only one news means.
ZONE_HOURS: dict[str, float] = {
    "ut": 0, "utc": 0, "gmt": 0, "z": 0, "wet": 0, "west": 1, "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "bst": 1,
    "est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "akst": -9, "akdt": -8, "hst": -10,
    "msk": 3, "мск": 3, "trt": 3, "jst": 9, "kst": 9, "hkt": 8, "sgt": 8, "pht": 8, "wib": 7, "pkt": 5, "北京时间": 8, "北京時間": 8, "日本時間": 9,
    "sast": 2, "cat": 2, "eat": 3, "wat": 1, "brt": -3, "aest": 10, "aedt": 11, "acst": 9.5, "acdt": 10.5, "awst": 8, "nzst": 12, "nzdt": 13,
}  # fmt: skip
#: Names that stand for winter and summer time alike.
ZONE_PLACES = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver", "pt": "America/Los_Angeles",
    "киев": "Europe/Kyiv", "київ": "Europe/Kyiv",
}  # fmt: skip

#: Which half of the day, in front of the time or behind it; the latter half adds twelve hours.
MORNING = frozenset({"am", "上午", "早上", "凌晨", "午前", "오전", "πμ", "ص"})
EVENING = frozenset({"pm", "下午", "晚上", "中午", "午後", "오후", "μμ", "م"})

#: Words that say that a date is a change's, not the news's.
UPDATED = (
    "last updated", "updated", "update", "last modified", "modified", "aktualisiert", "zuletzt aktualisiert", "mis à jour", "actualizado", "actualizada",
    "aggiornato", "aggiornamento", "atualizado", "atualizada", "bijgewerkt", "laatste update", "uppdaterad", "opdateret", "oppdatert", "päivitetty", "zaktualizowano",
    "aktualizováno", "обновлено", "оновлено", "güncelleme", "güncellenme", "更新时间", "更新", "最終更新", "수정", "업데이트", "آخر تحديث", "تحديث",
)  # fmt: skip

#: Words that may stand around a date and its time, and say nothing more about it.
_AROUND_DATES_WORDS = """
published posted date on at of the and local time hrs hr h o'clock first created issued filed veröffentlicht
erschienen erstellt datum stand uhr um am vom der den ortszeit publié publiée paru mise ligne le la à heure heures
locale et publicado publicada fecha el las los a hora horas local de del pubblicato pubblicata data alle ore il dal em
às as do gepubliceerd geplaatst op om uur publicerad publicerat publisert publiceret den kl klo julkaistu klokken
offentliggjort opublikowano dodano godz o godzinie r roku zveřejněno vydáno v ve hod dne publikováno megjelent
közzétéve опубликовано дата в г года год р року опубліковано о об τις στις ώρα δημοσίευση yayın tarihi tarih saat
yayınlanma giriş تاريخ النشر نشر نشرت في الساعة بتوقيت عام تم انتشار تاریخ ساعت שעה בשעה פורסם תאריך ב 发布时间 发布 发表时间
發布時間 发稿时间 时间 日期 發稿 于 於 公開 掲載 配信 更新日 投稿日 입력 등록 기사입력 작성 송고 प्रकाशित तारीख pada pukul tanggal terbit ngày lúc đăng năm
phút giờ เผยแพร่ เวลา เมื่อ พ.ศ
"""
AROUND_DATES = frozenset(_AROUND_DATES_WORDS.split())
