/** The languages that are told by their words, as BCP 47 codes. English is the first. */
export const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'sv',
  'da',
  'nb',
  'fi',
  'cs',
  'hu',
  'ro',
  'tr',
  'hr',
  'id',
  'vi',
  'hi',
] as const;

/** Lists by language, their members apart by spaces. */
type Lists = Readonly<Record<string, string>>;

/**
 * Frequent words. A digit is the points of a word that English texts hold too, as a word of English, in names, in
 * quotations, or in dialect: 2 where few do, 1 where many do. The others have 3.
 */
export const WORDS: Lists = {
  de:
    'der1 und2 das1 die1 ist2 ich2 nicht2 zu2 den2 von1 auf mit2 für es2 ein2 eine sich in1 auch sie2 bei wie ' +
    'des2 aber als2 er2 sind dass2 nach noch wir nur wenn aus2 hat2 wird oder werden einen haben du2 einer zum ' +
    'im1 kann über um2 einem dann schon habe mehr mir sein vor dem1 zur hier mich durch so1 an1 doch ihr immer ' +
    'jetzt',
  fr:
    "des2 du2 qu' j'2 n'2 l'1 d'1 s'1 c'1 le1 de1 les2 est2 une la1 que2 pas2 qui pour2 il2 et1 dans2 je2 en1 " +
    "c'est ce2 au2 sur2 avec mais ne2 ça elle vous2 sont tout nous fait comme tu2 être bien si2 ou2 ils cette " +
    'même aux on1 faire2 sa2 était plus1 ses lui aussi peut ont2 leur ces quand très suis après mon2 tous',
  es:
    'es2 le1 de1 la1 que2 en1 tu2 bien si2 el1 los1 se2 por2 del1 las1 con2 una2 para2 lo1 no1 su2 como2 más un1 ' +
    'pero te1 este sus esta todo mi2 cuando al1 ser me1 está fue muy también todos sobre eso tiene sin2 porque ' +
    'hay2 qué así años entre puede desde hasta hacer esto ahora nos2 vez hace donde parte tiempo día uno algo ' +
    'mejor mucho vida ver ese siempre mismo',
  it:
    "in1 l'1 d'1 c'1 le1 la1 il2 ne2 si2 se2 con2 una2 lo1 su2 un1 mi2 parte uno dell' nell' sull' quell' dall' " +
    "all'1 un' di1 che2 è2 della sono non1 per1 ma1 più nel anche dei2 gli delle questo da1 dal ci2 nella essere " +
    'stato quando tutti ha1 solo2 questa io2 come1 ti2 tutto cosa tra hanno suo fatto perché loro sua anni degli ' +
    'dalla così sul dopo quello sempre prima2 ancora molto fare2 senza ogni ora altri può alla cui sia alle',
  nl:
    'die1 in1 als2 er2 hier de1 je2 en1 te1 van1 het2 een2 voor op2 ik2 niet zijn maar aan is1 hij ook ze om2 ' +
    'naar uit dat1 bij dit heeft met1 dan2 deze hebben wat2 kan meer nog2 zo geen mijn wel wordt tot worden heb ' +
    'haar nu2 kunnen veel moet jaar werd waar mensen ons door1 goed ben2 gaat gaan onze zou zich was1 we1 doen ' +
    'andere na2 tegen dus over1 of1 wil2',
  pt:
    'das1 um2 de1 que2 mais se2 por2 para2 no1 como2 te1 ser me1 está todos sobre entre nos2 da1 quando sua na2 ' +
    'não é2 uma os2 do1 em1 foi ao com1 dos1 mas2 você seu tem são ele eu1 muito isso já também pelo meu as1 ela ' +
    'vai só pela bem até mesmo pode tudo pessoas fazer aqui minha ainda anos quem sem agora seus assim',
  pl:
    'ich2 mi2 ma1 ze na2 do1 nie się z2 jest że jak to1 ale tak dla za2 tym po2 od2 czy przez tego są tylko już ' +
    'mnie może oraz co1 będzie bardzo jego być sobie bo2 też jeszcze był które jestem mam2 jej było który kiedy ' +
    'teraz coś więc lat tam tej gdzie bez lub wszystko nic pod2 przy można przed więcej ludzie jeśli roku jako ' +
    'nawet gdy żeby jednak wiem chyba ludzi także',
  sv:
    'den2 du2 de1 en1 alla om2 kan nu2 är det2 och2 att2 jag på2 för som2 inte2 med2 har2 så av2 ett vi2 var ska ' +
    'när vad från här mig bara eller till1 hur kommer vill vara där får2 han2 skulle men1 sig2 mycket ju hade ' +
    'bra2 finns2 gör blir år mer än min2 efter dig2 göra över detta också allt måste går någon något andra',
  da:
    'der1 den2 er2 du2 de1 et1 en1 alle op2 om2 kan nu2 det2 på2 som2 med2 har2 så vi2 var mig eller får2 han2 ' +
    'men1 sig2 år min2 efter dig2 og2 af2 jeg til2 ikke at1 fra skal ved for1 vil være også hvor hvad ud godt ' +
    'meget noget når kunne lige bliver blev havde mere2 hun2 selv mange bare2 vores kun deres helt',
  nb:
    'den2 er2 du2 de1 et1 en1 alle om2 kan det2 på2 som2 med2 har2 så av2 vi2 var eller kommer får2 han2 men1 ' +
    'blir år mer og2 jeg til2 ikke at1 fra skal for1 vil være også hvor når selv bare2 seg dette noe noen ble nå ' +
    'hva etter hadde ut2 må meg2 deg opp gjør vært bli denne enn mye gjøre andre2 mot',
  fi:
    'en1 ne2 on1 se2 kun ja2 ei2 että mutta oli2 niin myös ole2 jos hän ovat voi kuin joka sen2 nyt2 tai2 olla ' +
    'sitä mitä tämä kanssa kaikki vain2 olisi ollut jo2 vielä kyllä siitä suomen hyvä sekä miten paljon saa ' +
    'jälkeen mukaan olen pitää mitään tulee ihan tässä hyvin vaan koska aina eivät mikä vuoden ennen jotka siis ' +
    'tuo vähän tehdä sitten hänen koko kuitenkin',
  cs:
    'je2 si2 se2 mi2 ze na2 do1 já z2 jak to1 ale tak za2 po2 od2 co1 tam nic jako že jsem už jsou když mě nebo ' +
    'byl bude jen2 má jsme které jeho který není bylo aby ještě byla pro1 být také2 při toho mám kde která před ' +
    'by1 protože ani2 podle něco teď nás vám až než bych první pokud tím další mezi moc',
  hu:
    'de1 te1 mi2 ha1 van1 is1 sem meg2 az2 és nem hogy egy csak volt ez vagy már még én kell jó azt akkor ki ezt ' +
    'minden mert nagyon magyar mint2 olyan itt lesz lehet majd nagy nincs aki után amikor ami több mindig nekem ' +
    'szerint kis sok ilyen most1 miért volna így vagyok úgy két fel új első pedig egyik jól azért milyen között ' +
    'tudom',
  ro:
    'vor le1 de1 la1 ce2 au2 ne2 si2 sa2 lui el1 se2 un1 este tot nu2 ale ei2 ani2 în și să din2 pe2 cu2 că mai2 ' +
    'pentru fost sunt fi2 care1 va2 dar2 după dacă poate prin când ca1 despre mult cum2 am1 trebuie doar foarte ' +
    'fie iar2 până ai2 vă toate noi2 așa acest bine acum sau cel cele dintre nici către două unui',
  tr:
    'de1 en1 ne2 mi2 da1 ben2 var sen2 ki bir bu2 ve1 için çok ile daha gibi olarak kadar olan sonra ama2 yok iyi ' +
    'değil büyük sadece güzel hiç ise oldu şey nasıl benim böyle önce2 her1 mı artık göre seni beni bana doğru ' +
    'veya bile2 olur diye yeni zaman iki gün2 tüm aynı tarafından kendi olduğu şu diğer fazla önemli sana neden ' +
    'yıl biz2 şimdi olsun bunu karşı ilk2 öyle insanlar ya1 senin yine siz',
  hr:
    'je2 ne2 sa2 se2 su2 te1 mi2 da1 na2 do1 to1 za2 po2 od2 bez kao što iz2 godine koji kako nije još sve bi2 ' +
    'ali2 ili će samo koja bio2 biti više sam2 koje kada tako ako bilo smo može jer godina ima2 bila kod jedan ' +
    'treba pa2 mogu šta oko ljudi oni ovo zbog prema nakon ih dok toga ovaj gde sada nego svi',
  id:
    'di1 dan2 tak yang2 ini dari untuk dengan itu bisa aku ada tidak akan adalah dalam pada kita orang juga anda ' +
    'ke2 dia saya kamu lebih apa sudah mereka tapi karena atau menjadi baik jadi harus lagi seperti oleh banyak ' +
    'jika hanya kami tahun jangan hari semua sangat saja bukan masih mau sekarang sama kalau salah',
  vi: 'là và của có2 được một các không trong người này cho2 với ở2 đã như những đến khi làm',
  hi:
    'se2 jo2 ki ke2 nhi raha rahe woh apne sab koi hain kyu liye wale kuchh bahut gaya mera hai ka ko nahi kya ' +
    'aur bhi tum mein1 yeh kar2 hum2 kuch ye2 desh2 jai2 ho1 log1 tha',
};

/** Frequent words of English comments. */
export const ENGLISH =
  'the to and of is you in that it for are not be this on have as with they if your but or was we my all do so ' +
  'people by from an what at will no who about can like their just would he should me more there has one when ' +
  "out up because them don't get how his some any only been other know think why than it's her our she which " +
  "white time then see now were good being these even make want us right here also go talk i'm need am please " +
  'many had way those well did its bitch much most could does very too over fuck use women into say where ' +
  'really work never same such take may him first going back new still own u better off world after gay years ' +
  "person life said stop help look you're before against again every made without someone something thing " +
  "another that's hate two thanks since shit got can't down used keep man while stupid find nothing money must " +
  "free point day ass long believe black come fact little actually things doesn't let bad read sure put " +
  'anything real both best fucking love great always feel dont kids hi bitches lol idiot im hoe hey dumb hell ' +
  'trash damn nigga thats cant gonna hello ur dude wanna gotta lmao wont haha bc wit cuz bro aint dat yall dem ' +
  'nah dis idk bruh tha dey plus per met door men care comment';

/** How words begin that are not English, hardly ever names, and longer than three letters. */
export const BEGINNINGS: Lists = {
  de: 'ein kei jah mei sei ihr wur ih jed gel wu wie wir hab',
  fr: 'fau peu vra leu vr auc nou ell pou voi ave ava avo',
  es: 'ell pue otr muc tie hac ust nad sob alg tan',
  it: 'tut nel dov og sul dal nos mol anc',
  nl: 'gel nie zo ee gee zi gaa onz ond moe ie kom waa hee heb doe ze',
  pt: 'alg tan mui obr pod pel fic coi voc ess',
  pl: 'jed wie nie kt prz jes ws dz by rz mni mn dob kol jak cz lud nas',
  sv: 'kom vil ing kl',
  da: 'kom hv nog sam and arb bli',
  nb: 'kom ing hv sam gj der',
  fi: 'ih sam ku nii hyv sii oll ole mit vuo oik jot vih suo mie vai kai oi hie py kos mik',
  cs: 'jed pod kt by dob kte js lid roz jej pok nev nik bud',
  hu: 'nek sz az vol ebb iga tud leh nag hog kev meg eb ami kel ak ros vag eg',
  ro: 'ave ace oam nim dac oa ade ast bun',
  tr: 'yap ola yaz biz kar siz ayn olu ay za tam yan old',
  hr: 'jed dob nik nek koj sv god uv lju lj nem ist nj glu nov rad',
  id: 'sam ak kal bag omo tah ata sek tet',
  vi: 'nh ng kh',
  hi: 'ku kuc rah',
};

/** How such words end. */
export const ENDINGS: Lists = {
  de: 'nn cht gen sen ein ibt hr nen tte hen mmt hne mt hre ben rde sch och so ig eit',
  fr: 'tre ez ais uis lle uoi oir oi eur nne ien ux un',
  es: 'ien lo mos sta nos mo cen ura cia nde nte nta ros ndo nto que tra ero',
  it: 'lle lo sta mo nte ndo ero no lla po tro tto li di gna bbe sto tti ora rto sse amo ni',
  nl: 'cht gen sen aar ijk jk aat jn ijd jd oet eel len',
  pt: 'so mos nos mo nte nta ndo tra ora sa nha sso iro ito ois ou ho ado ram',
  pl: 'ej sz cie sze zie bie ego ko nie rzy wda raz iem ju je az ba',
  sv: 'gen lir gt itt mma ara dan',
  da: 'gen ig lle nne dre dt kke ret',
  nb: 'gen ig lle nne lir itt dre oen kk utt',
  fi: 'nen un lla sa ka si aan aa vat mme yy lta tta',
  cs: 'lo ou ho kdo ji',
  hu: 'ben ig ni sz az bb kor yen agy dig nak nki ik yan',
  ro: 'tre sta ni ii ci nul tru lte ele ru ai',
  tr: 'un di ni ara ik yor eni ye izi unu met nu san zi',
  hr: 'sta no ko je ka ji oj avu vu kon aj ati iti ema ga',
  id: 'di ara ka ik ai ya ang pa ih uk kan ari lu lah ri iap agi dah api uat aik tu gi pi ja ali',
  vi: 'nh',
};

/** Letters that English does not have. */
export const LETTERS: Lists = {
  de: 'ä ö ü ß',
  fr: 'é è ê à ç ù û î ï ô â œ ë',
  es: 'á é í ó ú ñ ü',
  it: 'à è é ì ò ù',
  nl: 'ë ï é',
  pt: 'á â ã à ç é ê í ó ô õ ú',
  pl: 'ą ć ę ł ń ó ś ź ż',
  sv: 'å ä ö',
  da: 'å æ ø',
  nb: 'å æ ø',
  fi: 'ä ö',
  cs: 'á č ď é ě í ň ó ř š ť ú ů ý ž',
  hu: 'á é í ó ö ő ú ü ű',
  ro: 'ă â î ș ț ş ţ',
  tr: 'ç ğ ı ö ş ü',
  hr: 'č ć đ š ž',
  vi: 'ă â đ ê ô ơ ư à á ã è é ì í ò ó õ ù ú ý ĩ ũ',
};
