SELECT * FROM "crm"."people" t LIMIT 0;

SELECT * FROM (SELECT 1 AS one FROM (SELECT CAST(NULL AS VARCHAR(65535)) AS "email", CAST(NULL AS VARCHAR(65535)) AS "Country", CAST(NULL AS VARCHAR(65535)) AS "Email Address", CAST(NULL AS VARCHAR(65535)) AS "status", CAST(NULL AS VARCHAR(65535)) AS "basis", CAST(NULL AS VARCHAR(65535)) AS "at", CAST(NULL AS VARCHAR(65535)) AS "n") c WHERE ("Country" = 'DE' AND "n" LIKE '%it''s%')) r LIMIT 0;

SELECT * FROM "gone" t LIMIT 0;

SELECT * FROM "rivals" t LIMIT 0;

SELECT * FROM "hashes_md5" t LIMIT 0;

SELECT * FROM "hashes_sha1" t LIMIT 0;

SELECT * FROM "hashes_sha256" t LIMIT 0;

SELECT * FROM "register" t LIMIT 0;

DROP TABLE IF EXISTS pf_status_words;

CREATE TEMPORARY TABLE pf_status_words (word VARCHAR(65535), meaning VARCHAR(65535));

INSERT INTO pf_status_words VALUES ('yes', 'opted-in'), ('o''k', 'express');

DROP TABLE IF EXISTS pf_basis_words;

CREATE TEMPORARY TABLE pf_basis_words (word VARCHAR(65535), meaning VARCHAR(65535));

INSERT INTO pf_basis_words VALUES ('yes', 'opted-in'), ('o''k', 'express');

DROP TABLE IF EXISTS pf_country_words;

CREATE TEMPORARY TABLE pf_country_words (word VARCHAR(65535), meaning VARCHAR(65535));

INSERT INTO pf_country_words VALUES ('de', 'DE'), ('österreich', 'AT');

SELECT count(CASE WHEN octet_length(pf_bare) <> length(pf_bare) THEN 1 END) FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("Email Address" AS VARCHAR(65535)) AS n0, CAST("Country" AS VARCHAR(65535)) AS n1, CAST("status" AS VARCHAR(65535)) AS n2, CAST("basis" AS VARCHAR(65535)) AS n3, CAST("at" AS VARCHAR(65535)) AS n4, CAST("n" AS VARCHAR(65535)) AS n5 FROM "crm"."people" t) t) t) t;

SELECT DISTINCT pf_local FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("Email Address" AS VARCHAR(65535)) AS n0, CAST("Country" AS VARCHAR(65535)) AS n1, CAST("status" AS VARCHAR(65535)) AS n2, CAST("basis" AS VARCHAR(65535)) AS n3, CAST("at" AS VARCHAR(65535)) AS n4, CAST("n" AS VARCHAR(65535)) AS n5 FROM "crm"."people" t) t) t) t WHERE octet_length(pf_local) <> length(pf_local) LIMIT 500001;

DROP TABLE IF EXISTS pf_narrow_odd_local;

CREATE TEMPORARY TABLE pf_narrow_odd_local (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_narrow_odd_local VALUES ('bücher', 'bücher', NULL);

SELECT DISTINCT pf_domain FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("Email Address" AS VARCHAR(65535)) AS n0, CAST("Country" AS VARCHAR(65535)) AS n1, CAST("status" AS VARCHAR(65535)) AS n2, CAST("basis" AS VARCHAR(65535)) AS n3, CAST("at" AS VARCHAR(65535)) AS n4, CAST("n" AS VARCHAR(65535)) AS n5 FROM "crm"."people" t) t) t) t WHERE octet_length(pf_domain) <> length(pf_domain) OR strpos(translate(pf_domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'xn--') > 0 LIMIT 500001;

DROP TABLE IF EXISTS pf_narrow_odd_domain;

CREATE TEMPORARY TABLE pf_narrow_odd_domain (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_narrow_odd_domain VALUES ('bücher', 'xn--bcher-kva', 'bücher');

DROP TABLE IF EXISTS pf_narrow;

SELECT SHA2(address, 256) AS key, domain, pf_country AS country, coalesce(("country" = 'DE' AND "n" LIKE '%it''s%'), FALSE) AS pf_f0, coalesce(((strpos(raw, '@') > 0) AND NOT (REGEXP_COUNT(address, '^(?:[^\\s@]+@(a|b))$', 1, 'p') > 0)), FALSE) AS pf_f1, MD5(address) AS pf_md5, MD5(pf_alt) AS pf_alt_md5, SHA1(address) AS pf_sha1, SHA1(pf_alt) AS pf_alt_sha1, SHA2(pf_alt, 256) AS pf_alt_sha256, FALSE AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h, CASE WHEN strpos(address, '@') > 0 THEN REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p') END AS domain, CASE WHEN strpos(address, '@') > 0 THEN substr(address, 1, length(address) - 1 - length(REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p'))) ELSE address END AS local, CASE WHEN pf_country_raw IS NULL THEN NULL ELSE coalesce(pc.meaning, '?') END AS pf_country FROM (SELECT n0 AS raw, nullif(coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || CASE WHEN t.pf_domain IS NULL THEN '' ELSE '@' || coalesce(od.form, translate(t.pf_domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) END, '') AS address, CASE WHEN od.alt IS NOT NULL THEN coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || '@' || od.alt END AS pf_alt, CASE WHEN NOT (strpos(coalesce(n1, ''), chr(31)) > 0) AND coalesce(n1, '') <> chr(30) AND NOT (strpos(coalesce(n0, ''), chr(31)) > 0) AND coalesce(n0, '') <> chr(30) THEN coalesce(n1, chr(30)) || chr(31) || coalesce(n0, chr(30)) ELSE chr(31) || chr(31) || coalesce(CAST(octet_length(n1) AS VARCHAR(65535)) || ':' || n1, '-') || coalesce(CAST(octet_length(n0) AS VARCHAR(65535)) || ':' || n0, '-') END AS pf_row, n0 AS "email", n1 AS "country", n0 AS "Email Address", n2 AS "status", n3 AS "basis", n4 AS "at", n5 AS "n", CASE WHEN octet_length(nullif(BTRIM(n1, ' 	
 ​﻿'), '')) <> length(nullif(BTRIM(n1, ' 	
 ​﻿'), '')) THEN translate(translate(nullif(BTRIM(n1, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ') ELSE translate(nullif(BTRIM(n1, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS pf_country_raw FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("Email Address" AS VARCHAR(65535)) AS n0, CAST("Country" AS VARCHAR(65535)) AS n1, CAST("status" AS VARCHAR(65535)) AS n2, CAST("basis" AS VARCHAR(65535)) AS n3, CAST("at" AS VARCHAR(65535)) AS n4, CAST("n" AS VARCHAR(65535)) AS n5 FROM "crm"."people" t) t) t) t LEFT JOIN pf_narrow_odd_local ol ON ol.part = t.pf_local LEFT JOIN pf_narrow_odd_domain od ON od.part = t.pf_domain WHERE coalesce(n0, n1, n2, n3, n4, n5) IS NOT NULL) r LEFT JOIN (SELECT word, meaning FROM pf_country_words WHERE word <> '' AND meaning <> '') pc ON pc.word = pf_country_raw) q;

SELECT count(*), count(CASE WHEN NOT pf_none THEN 1 END), count(CASE WHEN pf_none THEN 1 END), sum(STRTOL(SUBSTRING(pf_h, 1, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 9, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 17, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 25, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 33, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 41, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 49, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 57, 8), 16)) FROM pf_narrow;

SELECT count(CASE WHEN octet_length(pf_bare) <> length(pf_bare) THEN 1 END) FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_md5" t) t) t) t;

SELECT DISTINCT pf_local FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_md5" t) t) t) t WHERE octet_length(pf_local) <> length(pf_local) LIMIT 500001;

DROP TABLE IF EXISTS pf_list3_odd_local;

CREATE TEMPORARY TABLE pf_list3_odd_local (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_list3_odd_local VALUES ('bücher', 'bücher', NULL);

DROP TABLE IF EXISTS pf_list3;

SELECT CASE WHEN length(address) = 32 AND REGEXP_COUNT(substr(address, 1, 16), '^(?:[0-9a-f]{16})$', 1, 'p') > 0 THEN address END AS entry, address IS NOT NULL AND NOT (REGEXP_COUNT(address, '^(?:[0-9a-f]{32})$', 1, 'p') > 0) AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h FROM (SELECT n0 AS raw, coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) AS address, CAST(NULL AS VARCHAR(65535)) AS pf_alt, n0 AS pf_row FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_md5" t) t) t) t LEFT JOIN pf_list3_odd_local ol ON ol.part = t.pf_local WHERE coalesce(n0) IS NOT NULL) r) q;

SELECT count(*), count(CASE WHEN NOT pf_none THEN 1 END), count(CASE WHEN pf_none THEN 1 END), sum(STRTOL(SUBSTRING(pf_h, 1, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 9, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 17, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 25, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 33, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 41, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 49, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 57, 8), 16)) FROM pf_list3;

SELECT count(*) FROM pf_list3 WHERE pf_bad;

DROP TABLE IF EXISTS pf_hits3;

SELECT DISTINCT key, entry FROM (SELECT DISTINCT key, pf_md5 AS entry FROM pf_narrow WHERE pf_md5 IN (SELECT entry FROM pf_list3 WHERE entry IS NOT NULL) UNION ALL SELECT DISTINCT key, pf_alt_md5 AS entry FROM pf_narrow WHERE pf_alt_md5 IN (SELECT entry FROM pf_list3 WHERE entry IS NOT NULL)) m;

DROP TABLE IF EXISTS pf_list3;

SELECT count(CASE WHEN octet_length(pf_bare) <> length(pf_bare) THEN 1 END) FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_sha1" t) t) t) t;

SELECT DISTINCT pf_local FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_sha1" t) t) t) t WHERE octet_length(pf_local) <> length(pf_local) LIMIT 500001;

DROP TABLE IF EXISTS pf_list4_odd_local;

CREATE TEMPORARY TABLE pf_list4_odd_local (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_list4_odd_local VALUES ('bücher', 'bücher', NULL);

DROP TABLE IF EXISTS pf_list4;

SELECT CASE WHEN length(address) = 40 AND REGEXP_COUNT(substr(address, 1, 16), '^(?:[0-9a-f]{16})$', 1, 'p') > 0 THEN address END AS entry, address IS NOT NULL AND NOT (REGEXP_COUNT(address, '^(?:[0-9a-f]{40})$', 1, 'p') > 0) AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h FROM (SELECT n0 AS raw, coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) AS address, CAST(NULL AS VARCHAR(65535)) AS pf_alt, n0 AS pf_row FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_sha1" t) t) t) t LEFT JOIN pf_list4_odd_local ol ON ol.part = t.pf_local WHERE coalesce(n0) IS NOT NULL) r) q;

SELECT count(*), count(CASE WHEN NOT pf_none THEN 1 END), count(CASE WHEN pf_none THEN 1 END), sum(STRTOL(SUBSTRING(pf_h, 1, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 9, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 17, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 25, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 33, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 41, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 49, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 57, 8), 16)) FROM pf_list4;

SELECT count(*) FROM pf_list4 WHERE pf_bad;

DROP TABLE IF EXISTS pf_hits4;

SELECT DISTINCT key, entry FROM (SELECT DISTINCT key, pf_sha1 AS entry FROM pf_narrow WHERE pf_sha1 IN (SELECT entry FROM pf_list4 WHERE entry IS NOT NULL) UNION ALL SELECT DISTINCT key, pf_alt_sha1 AS entry FROM pf_narrow WHERE pf_alt_sha1 IN (SELECT entry FROM pf_list4 WHERE entry IS NOT NULL)) m;

DROP TABLE IF EXISTS pf_list4;

SELECT count(CASE WHEN octet_length(pf_bare) <> length(pf_bare) THEN 1 END) FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_sha256" t) t) t) t;

SELECT DISTINCT pf_local FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_sha256" t) t) t) t WHERE octet_length(pf_local) <> length(pf_local) LIMIT 500001;

DROP TABLE IF EXISTS pf_list5_odd_local;

CREATE TEMPORARY TABLE pf_list5_odd_local (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_list5_odd_local VALUES ('bücher', 'bücher', NULL);

DROP TABLE IF EXISTS pf_list5;

SELECT CASE WHEN length(address) = 64 AND REGEXP_COUNT(substr(address, 1, 16), '^(?:[0-9a-f]{16})$', 1, 'p') > 0 THEN address END AS entry, address IS NOT NULL AND NOT (REGEXP_COUNT(address, '^(?:[0-9a-f]{64})$', 1, 'p') > 0) AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h FROM (SELECT n0 AS raw, coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) AS address, CAST(NULL AS VARCHAR(65535)) AS pf_alt, n0 AS pf_row FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("hash" AS VARCHAR(65535)) AS n0 FROM "hashes_sha256" t) t) t) t LEFT JOIN pf_list5_odd_local ol ON ol.part = t.pf_local WHERE coalesce(n0) IS NOT NULL) r) q;

SELECT count(*), count(CASE WHEN NOT pf_none THEN 1 END), count(CASE WHEN pf_none THEN 1 END), sum(STRTOL(SUBSTRING(pf_h, 1, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 9, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 17, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 25, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 33, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 41, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 49, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 57, 8), 16)) FROM pf_list5;

SELECT count(*) FROM pf_list5 WHERE pf_bad;

DROP TABLE IF EXISTS pf_hits5;

SELECT DISTINCT key, entry FROM (SELECT DISTINCT key, key AS entry FROM pf_narrow WHERE key IN (SELECT entry FROM pf_list5 WHERE entry IS NOT NULL) UNION ALL SELECT DISTINCT key, pf_alt_sha256 AS entry FROM pf_narrow WHERE pf_alt_sha256 IN (SELECT entry FROM pf_list5 WHERE entry IS NOT NULL)) m;

DROP TABLE IF EXISTS pf_list5;

DROP TABLE IF EXISTS pf_asked;

CREATE TEMPORARY TABLE pf_asked (entry VARCHAR(64));

INSERT INTO pf_asked VALUES ('d433e01524402b745e6c033e1f77311c5ebe5d61a4bb3e97fed8478ed2e62323'), ('4aeb74854287dbbf3494538149980eda1b3b99be0a1c82c452a58adb7bb0e0db');

DROP TABLE IF EXISTS pf_hits0;

SELECT DISTINCT key, key AS entry FROM pf_narrow WHERE key IN (SELECT entry FROM pf_asked);

SELECT count(CASE WHEN octet_length(pf_bare) <> length(pf_bare) THEN 1 END) FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "gone" t) t) t) t;

SELECT DISTINCT pf_local FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "gone" t) t) t) t WHERE octet_length(pf_local) <> length(pf_local) LIMIT 500001;

DROP TABLE IF EXISTS pf_list1_odd_local;

CREATE TEMPORARY TABLE pf_list1_odd_local (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_list1_odd_local VALUES ('bücher', 'bücher', NULL);

SELECT DISTINCT pf_domain FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "gone" t) t) t) t WHERE octet_length(pf_domain) <> length(pf_domain) LIMIT 500001;

DROP TABLE IF EXISTS pf_list1_odd_domain;

CREATE TEMPORARY TABLE pf_list1_odd_domain (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_list1_odd_domain VALUES ('bücher', 'xn--bcher-kva', 'bücher');

DROP TABLE IF EXISTS pf_list1;

SELECT SHA2(address, 256) AS entry, address IS NOT NULL AND NOT (REGEXP_COUNT(address, '^(?:[^\\s@<>()\\[\\],;:"\\\\--''*%`|][^\\s@<>()\\[\\],;:"\\\\--]*@([^\\s@<>()\\[\\],;:"\\\\--!#$%&''*+/=?\\^`{|}~]*[.])?[^\\s@<>()\\[\\],;:"\\\\--!#$%&''*+/=?\\^`{|}~._]+)$', 1, 'p') > 0) AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h FROM (SELECT n0 AS raw, nullif(coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || CASE WHEN t.pf_domain IS NULL THEN '' ELSE '@' || coalesce(od.form, translate(t.pf_domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) END, '') AS address, CASE WHEN od.alt IS NOT NULL THEN coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || '@' || od.alt END AS pf_alt, n0 AS pf_row FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "gone" t) t) t) t LEFT JOIN pf_list1_odd_local ol ON ol.part = t.pf_local LEFT JOIN pf_list1_odd_domain od ON od.part = t.pf_domain WHERE coalesce(n0, n1, n2, n3, n4) IS NOT NULL) r) q;

SELECT count(*), count(CASE WHEN NOT pf_none THEN 1 END), count(CASE WHEN pf_none THEN 1 END), sum(STRTOL(SUBSTRING(pf_h, 1, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 9, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 17, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 25, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 33, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 41, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 49, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 57, 8), 16)) FROM pf_list1;

SELECT count(*) FROM pf_list1 WHERE pf_bad;

DROP TABLE IF EXISTS pf_hits1;

SELECT DISTINCT key, key AS entry FROM pf_narrow WHERE key IN (SELECT entry FROM pf_list1 WHERE entry IS NOT NULL);

DROP TABLE IF EXISTS pf_list1;

SELECT count(CASE WHEN octet_length(pf_bare) <> length(pf_bare) THEN 1 END) FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "rivals" t) t) t) t;

SELECT DISTINCT pf_local FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "rivals" t) t) t) t WHERE octet_length(pf_local) <> length(pf_local) LIMIT 500001;

DROP TABLE IF EXISTS pf_list2_odd_local;

CREATE TEMPORARY TABLE pf_list2_odd_local (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_list2_odd_local VALUES ('bücher', 'xn--bcher-kva', 'bücher');

DROP TABLE IF EXISTS pf_list2;

SELECT address AS entry, address IS NOT NULL AND NOT (REGEXP_COUNT(address, '^(?:([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9]))$', 1, 'p') > 0) AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h FROM (SELECT n0 AS raw, CASE WHEN ol.part IS NULL THEN nullif(regexp_replace(translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), '^(@|[*][.]|[.])+', ''), '') ELSE ol.form END AS address, CAST(NULL AS VARCHAR(65535)) AS pf_alt, n0 AS pf_row FROM (SELECT t.*, pf_bare AS pf_local, CAST(NULL AS VARCHAR(65535)) AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "rivals" t) t) t) t LEFT JOIN pf_list2_odd_local ol ON ol.part = t.pf_local WHERE coalesce(n0, n1, n2, n3, n4) IS NOT NULL) r) q;

SELECT count(*), count(CASE WHEN NOT pf_none THEN 1 END), count(CASE WHEN pf_none THEN 1 END), sum(STRTOL(SUBSTRING(pf_h, 1, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 9, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 17, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 25, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 33, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 41, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 49, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 57, 8), 16)) FROM pf_list2;

SELECT count(*) FROM pf_list2 WHERE pf_bad;

SELECT DISTINCT length(entry) - length(replace(entry, '.', '')) FROM pf_list2 WHERE entry IS NOT NULL;

DROP TABLE IF EXISTS pf_hits2;

SELECT DISTINCT key, CAST(NULL AS VARCHAR(64)) AS entry FROM pf_narrow WHERE domain IN (SELECT domain FROM (SELECT domain, domain AS suffix FROM (SELECT DISTINCT domain FROM pf_narrow WHERE domain IS NOT NULL) d UNION ALL SELECT domain, suffix FROM (SELECT domain, REGEXP_SUBSTR(domain, '([^.]*[.]){1}[^.]*$', 1, 1, 'p') AS suffix FROM (SELECT DISTINCT domain FROM pf_narrow WHERE domain IS NOT NULL) d UNION ALL SELECT domain, REGEXP_SUBSTR(domain, '([^.]*[.]){2}[^.]*$', 1, 1, 'p') AS suffix FROM (SELECT DISTINCT domain FROM pf_narrow WHERE domain IS NOT NULL) d) e WHERE length(domain) <= 253) s WHERE suffix IN (SELECT entry FROM pf_list2 WHERE entry IS NOT NULL));

DROP TABLE IF EXISTS pf_list2;

SELECT DISTINCT nullif(BTRIM(at_raw, ' 	
 ​﻿'), '') AS raw FROM (SELECT n3 AS at_raw FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "register" t) t) s WHERE nullif(BTRIM(at_raw, ' 	
 ​﻿'), '') IS NOT NULL AND NOT (REGEXP_COUNT(nullif(BTRIM(at_raw, ' 	
 ​﻿'), ''), '^(?:[12][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])([T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?)?)$', 1, 'p') > 0) LIMIT 1000001;

DROP TABLE IF EXISTS pf_instants;

CREATE TEMPORARY TABLE pf_instants (raw VARCHAR(65535), instant TIMESTAMP);

INSERT INTO pf_instants VALUES ('31.12.2025', CAST('2025-12-30 23:00:00' AS TIMESTAMP));

SELECT count(CASE WHEN octet_length(pf_bare) <> length(pf_bare) THEN 1 END) FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "register" t) t) t) t;

SELECT DISTINCT pf_local FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "register" t) t) t) t WHERE octet_length(pf_local) <> length(pf_local) LIMIT 500001;

DROP TABLE IF EXISTS pf_consent_odd_local;

CREATE TEMPORARY TABLE pf_consent_odd_local (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_consent_odd_local VALUES ('bücher', 'bücher', NULL);

SELECT DISTINCT pf_domain FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "register" t) t) t) t WHERE octet_length(pf_domain) <> length(pf_domain) LIMIT 500001;

DROP TABLE IF EXISTS pf_consent_odd_domain;

CREATE TEMPORARY TABLE pf_consent_odd_domain (part VARCHAR(65535), form VARCHAR(65535), alt VARCHAR(65535));

INSERT INTO pf_consent_odd_domain VALUES ('bücher', 'xn--bcher-kva', 'bücher');

DROP TABLE IF EXISTS pf_consent;

SELECT SHA2(address, 256) AS key, pf_found AS consent_found, pf_status AS consent_status, pf_basis AS consent_basis, CASE WHEN pf_when > TIMESTAMP '1000-01-01 00:00:00' AND pf_when < TIMESTAMP '9999-01-01 00:00:00' THEN pf_when END AS consent_at, (pf_status IS NULL AND pf_status_raw IS NOT NULL) AS consent_unread, CASE WHEN pf_status IS NULL AND length(pf_status_raw) <= 40 AND pf_status_raw NOT LIKE '%@%' THEN pf_status_raw END AS consent_word, CASE WHEN pf_basis IS NULL AND pf_basis_raw IS NOT NULL THEN CASE WHEN length(pf_basis_raw) <= 40 AND pf_basis_raw NOT LIKE '%@%' THEN pf_basis_raw ELSE '?' END END AS consent_basis_word, (CASE WHEN pf_when > TIMESTAMP '1000-01-01 00:00:00' AND pf_when < TIMESTAMP '9999-01-01 00:00:00' THEN pf_when END IS NULL AND pf_at_raw IS NOT NULL) AS consent_at_unread, pf_sourced AS consent_sourced, FALSE AS consent_tied, pf_country AS country, FALSE AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h, ps.meaning AS pf_status, pb.meaning AS pf_basis, CASE WHEN REGEXP_COUNT(pf_at_raw, '^(?:[12][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])([T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?)?)$', 1, 'p') > 0 THEN CASE WHEN REGEXP_COUNT(pf_at_raw, '^(?:.*(Z|[+-][0-9][0-9]:[0-9][0-9]))$', 1, 'p') > 0 THEN CONVERT_TIMEZONE('UTC', CAST(CAST(pf_at_raw AS TIMESTAMPTZ) AS TIMESTAMP)) ELSE CONVERT_TIMEZONE('Europe/Berlin', 'UTC', CAST(pf_at_raw AS TIMESTAMP)) END ELSE pi.instant END AS pf_when, coalesce(pf_status_raw, pf_basis_raw, pf_at_raw) IS NOT NULL AS pf_found, CASE WHEN pf_country_raw IS NULL THEN NULL ELSE coalesce(pc.meaning, '?') END AS pf_country FROM (SELECT n0 AS raw, nullif(coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || CASE WHEN t.pf_domain IS NULL THEN '' ELSE '@' || coalesce(od.form, translate(t.pf_domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) END, '') AS address, CASE WHEN od.alt IS NOT NULL THEN coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || '@' || od.alt END AS pf_alt, CASE WHEN NOT (strpos(coalesce(n3, ''), chr(31)) > 0) AND coalesce(n3, '') <> chr(30) AND NOT (strpos(coalesce(n2, ''), chr(31)) > 0) AND coalesce(n2, '') <> chr(30) AND NOT (strpos(coalesce(n4, ''), chr(31)) > 0) AND coalesce(n4, '') <> chr(30) AND NOT (strpos(coalesce(n0, ''), chr(31)) > 0) AND coalesce(n0, '') <> chr(30) AND NOT (strpos(coalesce(n1, ''), chr(31)) > 0) AND coalesce(n1, '') <> chr(30) THEN coalesce(n3, chr(30)) || chr(31) || coalesce(n2, chr(30)) || chr(31) || coalesce(n4, chr(30)) || chr(31) || coalesce(n0, chr(30)) || chr(31) || coalesce(n1, chr(30)) ELSE chr(31) || chr(31) || chr(31) || chr(31) || chr(31) || coalesce(CAST(octet_length(n3) AS VARCHAR(65535)) || ':' || n3, '-') || coalesce(CAST(octet_length(n2) AS VARCHAR(65535)) || ':' || n2, '-') || coalesce(CAST(octet_length(n4) AS VARCHAR(65535)) || ':' || n4, '-') || coalesce(CAST(octet_length(n0) AS VARCHAR(65535)) || ':' || n0, '-') || coalesce(CAST(octet_length(n1) AS VARCHAR(65535)) || ':' || n1, '-') END AS pf_row, CASE WHEN octet_length(nullif(BTRIM(n1, ' 	
 ​﻿'), '')) <> length(nullif(BTRIM(n1, ' 	
 ​﻿'), '')) THEN translate(translate(nullif(BTRIM(n1, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ') ELSE translate(nullif(BTRIM(n1, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS pf_status_raw, CASE WHEN octet_length(nullif(BTRIM(n2, ' 	
 ​﻿'), '')) <> length(nullif(BTRIM(n2, ' 	
 ​﻿'), '')) THEN translate(translate(nullif(BTRIM(n2, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ') ELSE translate(nullif(BTRIM(n2, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS pf_basis_raw, nullif(BTRIM(n3, ' 	
 ​﻿'), '') AS pf_at_raw, nullif(BTRIM(CAST(NULL AS VARCHAR(65535)), ' 	
 ​﻿'), '') IS NOT NULL AS pf_sourced, CASE WHEN octet_length(nullif(BTRIM(n4, ' 	
 ​﻿'), '')) <> length(nullif(BTRIM(n4, ' 	
 ​﻿'), '')) THEN translate(translate(nullif(BTRIM(n4, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ') ELSE translate(nullif(BTRIM(n4, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS pf_country_raw FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "register" t) t) t) t LEFT JOIN pf_consent_odd_local ol ON ol.part = t.pf_local LEFT JOIN pf_consent_odd_domain od ON od.part = t.pf_domain WHERE coalesce(n0, n1, n2, n3, n4) IS NOT NULL) r LEFT JOIN (SELECT word, meaning FROM pf_status_words WHERE word <> '' AND meaning <> '') ps ON ps.word = pf_status_raw LEFT JOIN (SELECT word, meaning FROM pf_basis_words WHERE word <> '' AND meaning <> '') pb ON pb.word = pf_basis_raw LEFT JOIN pf_instants pi ON pi.raw = pf_at_raw LEFT JOIN (SELECT word, meaning FROM pf_country_words WHERE word <> '' AND meaning <> '') pc ON pc.word = pf_country_raw) q;

SELECT count(*), count(CASE WHEN NOT pf_none THEN 1 END), count(CASE WHEN pf_none THEN 1 END), sum(STRTOL(SUBSTRING(pf_h, 1, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 9, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 17, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 25, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 33, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 41, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 49, 8), 16)), sum(STRTOL(SUBSTRING(pf_h, 57, 8), 16)) FROM pf_consent;

DROP TABLE IF EXISTS pf_joined;

SELECT n.key, n.domain, n.pf_f0, n.pf_f1, coalesce(n.country, c.country) AS country, c.key IS NOT NULL AS consent_found, c.consent_status AS consent_status, c.consent_basis AS consent_basis, c.consent_at AS consent_at, c.consent_word AS consent_word, c.consent_basis_word AS consent_basis_word, c.consent_at_unread AS consent_at_unread, c.consent_sourced AS consent_sourced, coalesce(c.consent_unread, FALSE) AS consent_unread, coalesce(c.consent_tied, FALSE) AS consent_tied FROM pf_narrow n LEFT JOIN (SELECT key, consent_status, consent_basis, consent_at, consent_unread, consent_word, consent_basis_word, consent_at_unread, consent_sourced, country, consent_tied FROM (SELECT key, consent_status, consent_basis, consent_at, consent_unread, consent_word, consent_basis_word, consent_at_unread, consent_sourced, country, coalesce(max(CASE WHEN consent_at IS NOT NULL THEN DATEDIFF(microsecond, TIMESTAMP '1970-01-01 00:00:00', consent_at) * 4 + CASE WHEN consent_status = 'opted-out' THEN 3 WHEN consent_status = 'pending' THEN 2 WHEN consent_status IS NULL THEN 1 ELSE 0 END END) OVER (PARTITION BY key) - max(CASE WHEN consent_at IS NOT NULL THEN DATEDIFF(microsecond, TIMESTAMP '1970-01-01 00:00:00', consent_at) * 4 + 3 - (CASE WHEN consent_status = 'opted-out' THEN 3 WHEN consent_status = 'pending' THEN 2 WHEN consent_status IS NULL THEN 1 ELSE 0 END) END) OVER (PARTITION BY key) <> 2 * ((max(CASE WHEN consent_at IS NOT NULL THEN DATEDIFF(microsecond, TIMESTAMP '1970-01-01 00:00:00', consent_at) * 4 + CASE WHEN consent_status = 'opted-out' THEN 3 WHEN consent_status = 'pending' THEN 2 WHEN consent_status IS NULL THEN 1 ELSE 0 END END) OVER (PARTITION BY key) % 4 + 4) % 4) - 3, FALSE) AS consent_tied, row_number() OVER (PARTITION BY key ORDER BY CASE WHEN consent_at IS NOT NULL THEN DATEDIFF(microsecond, TIMESTAMP '1970-01-01 00:00:00', consent_at) * 4 WHEN consent_status = 'opted-out' THEN 9000000000000000000 ELSE -9000000000000000000 END + CASE WHEN consent_status = 'opted-out' THEN 3 WHEN consent_status = 'pending' THEN 2 WHEN consent_status IS NULL THEN 1 ELSE 0 END DESC, coalesce(consent_basis, '') DESC, coalesce(consent_word, '') DESC, coalesce(consent_basis_word, '') DESC, coalesce(country, '') DESC, CASE WHEN consent_sourced THEN 1 ELSE 0 END DESC, CASE WHEN consent_at_unread THEN 1 ELSE 0 END DESC, CASE WHEN consent_unread THEN 1 ELSE 0 END DESC) AS pf_n FROM pf_consent WHERE key IN (SELECT key FROM pf_narrow)) pf_ordered WHERE pf_n = 1) c ON c.key = n.key;

DROP TABLE IF EXISTS pf_narrow;

SELECT * FROM pf_joined;

DROP TABLE IF EXISTS pf_joined;

DROP TABLE IF EXISTS pf_consent;

DROP TABLE IF EXISTS pf_domains;

SELECT domain, count(*) AS people FROM pf_narrow GROUP BY domain;

SELECT coalesce(domain, ''), sum(people), sum(people) FROM pf_domains WHERE TRUE GROUP BY 1;

SELECT count(CASE WHEN TRUE THEN 1 END), count(CASE WHEN pf_f0 THEN 1 END), count(CASE WHEN pf_f1 THEN 1 END), count(CASE WHEN ((consent_found AND consent_at >= TIMESTAMP '2026-05-01 08:00:00')) THEN 1 END) FROM (SELECT n.* FROM pf_narrow n) v;

DROP TABLE IF EXISTS pf_copies;

SELECT key, count(*) AS number FROM pf_narrow WHERE key IS NOT NULL GROUP BY key HAVING count(*) > 1;

SELECT (SELECT count(key) - count(DISTINCT key) FROM (SELECT n.*, coalesce(pf_copies.number, 1) AS copies FROM pf_narrow n LEFT JOIN pf_copies ON pf_copies.key = n.key) v WHERE ((copies > 1)));

SELECT count(CASE WHEN ((listed)) THEN 1 END) FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits0) pf_any) pf_h ON pf_h.key = n.key) v;

SELECT count(CASE WHEN ((listed)) THEN 1 END) FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits1) pf_any) pf_h ON pf_h.key = n.key) v;

SELECT count(CASE WHEN ((listed)) THEN 1 END) FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits2) pf_any) pf_h ON pf_h.key = n.key) v;

SELECT count(CASE WHEN ((listed)) THEN 1 END) FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits3) pf_any) pf_h ON pf_h.key = n.key) v;

SELECT count(CASE WHEN ((listed)) THEN 1 END) FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits4) pf_any) pf_h ON pf_h.key = n.key) v;

SELECT count(CASE WHEN ((listed)) THEN 1 END) FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits5) pf_any) pf_h ON pf_h.key = n.key) v;

SELECT DISTINCT key FROM (SELECT n.*, coalesce(pf_copies.number, 1) AS copies FROM pf_narrow n LEFT JOIN pf_copies ON pf_copies.key = n.key) v WHERE key IS NOT NULL AND ((copies > 1)) ORDER BY key LIMIT 3;

SELECT DISTINCT key FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits0) pf_any) pf_h ON pf_h.key = n.key) v WHERE key IS NOT NULL AND ((listed)) ORDER BY key LIMIT 3;

SELECT DISTINCT key FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits1) pf_any) pf_h ON pf_h.key = n.key) v WHERE key IS NOT NULL AND ((listed)) ORDER BY key LIMIT 3;

SELECT DISTINCT key FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits2) pf_any) pf_h ON pf_h.key = n.key) v WHERE key IS NOT NULL AND ((listed)) ORDER BY key LIMIT 3;

SELECT DISTINCT key FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits3) pf_any) pf_h ON pf_h.key = n.key) v WHERE key IS NOT NULL AND ((listed)) ORDER BY key LIMIT 3;

SELECT DISTINCT key FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits4) pf_any) pf_h ON pf_h.key = n.key) v WHERE key IS NOT NULL AND ((listed)) ORDER BY key LIMIT 3;

SELECT DISTINCT key FROM (SELECT n.*, pf_h.key IS NOT NULL AS listed FROM pf_narrow n LEFT JOIN (SELECT DISTINCT key FROM (SELECT key FROM pf_hits5) pf_any) pf_h ON pf_h.key = n.key) v WHERE key IS NOT NULL AND ((listed)) ORDER BY key LIMIT 3;

SELECT DISTINCT key FROM (SELECT n.* FROM pf_narrow n) v WHERE key IS NOT NULL AND pf_f0 ORDER BY key LIMIT 2;

SELECT key FROM pf_narrow WHERE key IS NOT NULL AND key >= '8950d3a49cda4e5a' ORDER BY key LIMIT 80;

SELECT key FROM pf_narrow WHERE key IS NOT NULL AND key < '8950d3a49cda4e5a' ORDER BY key LIMIT 80;

DROP TABLE IF EXISTS pf_wanted;

CREATE TEMPORARY TABLE pf_wanted (key VARCHAR(64));

INSERT INTO pf_wanted VALUES ('abababababababababababababababababababababababababababababababab');

SELECT key, min(CASE WHEN strpos(address, '@') > 0 THEN CASE WHEN CASE WHEN strpos(address, '@') > 0 THEN substr(address, 1, length(address) - 1 - length(REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p'))) ELSE address END <> '' AND CASE WHEN strpos(address, '@') > 0 THEN REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p') END <> '' THEN substr(CASE WHEN strpos(address, '@') > 0 THEN substr(address, 1, length(address) - 1 - length(REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p'))) ELSE address END, 1, 1) || '***' || CASE WHEN length(CASE WHEN strpos(address, '@') > 0 THEN substr(address, 1, length(address) - 1 - length(REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p'))) ELSE address END) > 2 THEN substr(CASE WHEN strpos(address, '@') > 0 THEN substr(address, 1, length(address) - 1 - length(REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p'))) ELSE address END, length(CASE WHEN strpos(address, '@') > 0 THEN substr(address, 1, length(address) - 1 - length(REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p'))) ELSE address END), 1) ELSE '' END || '@' || substr(CASE WHEN length(CASE WHEN strpos(address, '@') > 0 THEN REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p') END) = length(REGEXP_SUBSTR(CASE WHEN strpos(address, '@') > 0 THEN REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p') END, '[^.]*$', 1, 1, 'p')) + 1 THEN REGEXP_SUBSTR(CASE WHEN strpos(address, '@') > 0 THEN REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p') END, '[^.]*$', 1, 1, 'p') ELSE CASE WHEN strpos(address, '@') > 0 THEN REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p') END END, 1, 1) || '***' || '.' || REGEXP_SUBSTR(CASE WHEN strpos(address, '@') > 0 THEN REGEXP_SUBSTR(address, '[^@]*$', 1, 1, 'p') END, '[^.]*$', 1, 1, 'p') ELSE '***' END ELSE '***' END), min(CAST(length(nullif(BTRIM(pf_v0, ' 	
 ​﻿'), '')) AS VARCHAR(65535)) || CASE WHEN REGEXP_COUNT(nullif(BTRIM(pf_v0, ' 	
 ​﻿'), ''), '^(?:[A-Z][A-Z0-9 .,''-]+)$', 1, 'p') > 0 THEN 'u' WHEN REGEXP_COUNT(nullif(BTRIM(pf_v0, ' 	
 ​﻿'), ''), '^(?:[a-z][a-z0-9 .,''-]+)$', 1, 'p') > 0 THEN 'l' ELSE '-' END || ':' || CASE WHEN length(nullif(BTRIM(pf_v0, ' 	
 ​﻿'), '')) > 2 THEN substr(nullif(BTRIM(pf_v0, ' 	
 ​﻿'), ''), 1, 1) ELSE '' END) FROM (SELECT SHA2(address, 256) AS key, x.* FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h FROM (SELECT n0 AS raw, nullif(coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || CASE WHEN t.pf_domain IS NULL THEN '' ELSE '@' || coalesce(od.form, translate(t.pf_domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) END, '') AS address, CASE WHEN od.alt IS NOT NULL THEN coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || '@' || od.alt END AS pf_alt, CASE WHEN NOT (strpos(coalesce(n1, ''), chr(31)) > 0) AND coalesce(n1, '') <> chr(30) AND NOT (strpos(coalesce(n0, ''), chr(31)) > 0) AND coalesce(n0, '') <> chr(30) THEN coalesce(n1, chr(30)) || chr(31) || coalesce(n0, chr(30)) ELSE chr(31) || chr(31) || coalesce(CAST(octet_length(n1) AS VARCHAR(65535)) || ':' || n1, '-') || coalesce(CAST(octet_length(n0) AS VARCHAR(65535)) || ':' || n0, '-') END AS pf_row, n1 AS pf_v0 FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("Email Address" AS VARCHAR(65535)) AS n0, CAST("Country" AS VARCHAR(65535)) AS n1, CAST("status" AS VARCHAR(65535)) AS n2, CAST("basis" AS VARCHAR(65535)) AS n3, CAST("at" AS VARCHAR(65535)) AS n4, CAST("n" AS VARCHAR(65535)) AS n5 FROM "crm"."people" t) t) t) t LEFT JOIN pf_narrow_odd_local ol ON ol.part = t.pf_local LEFT JOIN pf_narrow_odd_domain od ON od.part = t.pf_domain) r WHERE address IS NOT NULL) x) k WHERE key IN (SELECT key FROM pf_wanted) GROUP BY key;

CREATE TEMPORARY TABLE pf_consent AS SELECT SHA2(address, 256) AS key, pf_found AS consent_found, pf_status AS consent_status, pf_basis AS consent_basis, CASE WHEN pf_when > TIMESTAMP '1000-01-01 00:00:00' AND pf_when < TIMESTAMP '9999-01-01 00:00:00' THEN pf_when END AS consent_at, (pf_status IS NULL AND pf_status_raw IS NOT NULL) AS consent_unread, CASE WHEN pf_status IS NULL AND length(pf_status_raw) <= 40 AND pf_status_raw NOT LIKE '%@%' THEN pf_status_raw END AS consent_word, CASE WHEN pf_basis IS NULL AND pf_basis_raw IS NOT NULL THEN CASE WHEN length(pf_basis_raw) <= 40 AND pf_basis_raw NOT LIKE '%@%' THEN pf_basis_raw ELSE '?' END END AS consent_basis_word, (CASE WHEN pf_when > TIMESTAMP '1000-01-01 00:00:00' AND pf_when < TIMESTAMP '9999-01-01 00:00:00' THEN pf_when END IS NULL AND pf_at_raw IS NOT NULL) AS consent_at_unread, pf_sourced AS consent_sourced, FALSE AS consent_tied, pf_country AS country, FALSE AS pf_bad, address IS NULL AS pf_none, pf_h FROM (SELECT r.*, coalesce(SHA2(r.pf_row, 256), '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d') AS pf_h, ps.meaning AS pf_status, pb.meaning AS pf_basis, CASE WHEN REGEXP_COUNT(pf_at_raw, '^(?:[12][0-9][0-9][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])([T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?)?)$', 1, 'p') > 0 THEN CASE WHEN REGEXP_COUNT(pf_at_raw, '^(?:.*(Z|[+-][0-9][0-9]:[0-9][0-9]))$', 1, 'p') > 0 THEN CONVERT_TIMEZONE('UTC', CAST(CAST(pf_at_raw AS TIMESTAMPTZ) AS TIMESTAMP)) ELSE CONVERT_TIMEZONE('Europe/Berlin', 'UTC', CAST(pf_at_raw AS TIMESTAMP)) END ELSE pi.instant END AS pf_when, coalesce(pf_status_raw, pf_basis_raw, pf_at_raw) IS NOT NULL AS pf_found, CASE WHEN pf_country_raw IS NULL THEN NULL ELSE coalesce(pc.meaning, '?') END AS pf_country FROM (SELECT n0 AS raw, nullif(coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || CASE WHEN t.pf_domain IS NULL THEN '' ELSE '@' || coalesce(od.form, translate(t.pf_domain, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) END, '') AS address, CASE WHEN od.alt IS NOT NULL THEN coalesce(ol.form, translate(t.pf_local, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')) || '@' || od.alt END AS pf_alt, CASE WHEN NOT (strpos(coalesce(n3, ''), chr(31)) > 0) AND coalesce(n3, '') <> chr(30) AND NOT (strpos(coalesce(n2, ''), chr(31)) > 0) AND coalesce(n2, '') <> chr(30) AND NOT (strpos(coalesce(n4, ''), chr(31)) > 0) AND coalesce(n4, '') <> chr(30) AND NOT (strpos(coalesce(n0, ''), chr(31)) > 0) AND coalesce(n0, '') <> chr(30) AND NOT (strpos(coalesce(n1, ''), chr(31)) > 0) AND coalesce(n1, '') <> chr(30) THEN coalesce(n3, chr(30)) || chr(31) || coalesce(n2, chr(30)) || chr(31) || coalesce(n4, chr(30)) || chr(31) || coalesce(n0, chr(30)) || chr(31) || coalesce(n1, chr(30)) ELSE chr(31) || chr(31) || chr(31) || chr(31) || chr(31) || coalesce(CAST(octet_length(n3) AS VARCHAR(65535)) || ':' || n3, '-') || coalesce(CAST(octet_length(n2) AS VARCHAR(65535)) || ':' || n2, '-') || coalesce(CAST(octet_length(n4) AS VARCHAR(65535)) || ':' || n4, '-') || coalesce(CAST(octet_length(n0) AS VARCHAR(65535)) || ':' || n0, '-') || coalesce(CAST(octet_length(n1) AS VARCHAR(65535)) || ':' || n1, '-') END AS pf_row, CASE WHEN octet_length(nullif(BTRIM(n1, ' 	
 ​﻿'), '')) <> length(nullif(BTRIM(n1, ' 	
 ​﻿'), '')) THEN translate(translate(nullif(BTRIM(n1, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ') ELSE translate(nullif(BTRIM(n1, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS pf_status_raw, CASE WHEN octet_length(nullif(BTRIM(n2, ' 	
 ​﻿'), '')) <> length(nullif(BTRIM(n2, ' 	
 ​﻿'), '')) THEN translate(translate(nullif(BTRIM(n2, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ') ELSE translate(nullif(BTRIM(n2, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS pf_basis_raw, nullif(BTRIM(n3, ' 	
 ​﻿'), '') AS pf_at_raw, nullif(BTRIM(CAST(NULL AS VARCHAR(65535)), ' 	
 ​﻿'), '') IS NOT NULL AS pf_sourced, CASE WHEN octet_length(nullif(BTRIM(n4, ' 	
 ​﻿'), '')) <> length(nullif(BTRIM(n4, ' 	
 ​﻿'), '')) THEN translate(translate(nullif(BTRIM(n4, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'), 'ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƠƢƤƦƧƩƬƮƯƱƲƳƵƷƸƼǄǅǇǈǊǋǍǏǑǓǕǗǙǛǞǠǢǤǦǨǪǬǮǱǲǴǶǷǸǺǼǾȀȂȄȆȈȊȌȎȐȒȔȖȘȚȜȞȠȢȤȦȨȪȬȮȰȲȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΆΈΉΊΌΎΏΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫϏϘϚϜϞϠϢϤϦϨϪϬϮϴϷϹϺϽϾϿЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѶѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӁӃӅӇӉӋӍӐӒӔӖӘӚӜӞӠӢӤӦӨӪӬӮӰӲӴӶӸӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖႠႡႢႣႤႥႦႧႨႩႪႫႬႭႮႯႰႱႲႳႴႵႶႷႸႹႺႻႼႽႾႿჀჁჂჃჄჅჇჍᎠᎡᎢᎣᎤᎥᎦᎧᎨᎩᎪᎫᎬᎭᎮᎯᎰᎱᎲᎳᎴᎵᎶᎷᎸᎹᎺᎻᎼᎽᎾᎿᏀᏁᏂᏃᏄᏅᏆᏇᏈᏉᏊᏋᏌᏍᏎᏏᏐᏑᏒᏓᏔᏕᏖᏗᏘᏙᏚᏛᏜᏝᏞᏟᏠᏡᏢᏣᏤᏥᏦᏧᏨᏩᏪᏫᏬᏭᏮᏯᏰᏱᏲᏳᏴᏵᲐᲑᲒᲓᲔᲕᲖᲗᲘᲙᲚᲛᲜᲝᲞᲟᲠᲡᲢᲣᲤᲥᲦᲧᲨᲩᲪᲫᲬᲭᲮᲯᲰᲱᲲᲳᲴᲵᲶᲷᲸᲹᲺᲽᲾᲿḀḂḄḆḈḊḌḎḐḒḔḖḘḚḜḞḠḢḤḦḨḪḬḮḰḲḴḶḸḺḼḾṀṂṄṆṈṊṌṎṐṒṔṖṘṚṜṞṠṢṤṦṨṪṬṮṰṲṴṶṸṺṼṾẀẂẄẆẈẊẌẎẐẒẔẞẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸỺỼỾἈἉἊἋἌἍἎἏἘἙἚἛἜἝἨἩἪἫἬἭἮἯἸἹἺἻἼἽἾἿὈὉὊὋὌὍὙὛὝὟὨὩὪὫὬὭὮὯᾈᾉᾊᾋᾌᾍᾎᾏᾘᾙᾚᾛᾜᾝᾞᾟᾨᾩᾪᾫᾬᾭᾮᾯᾸᾹᾺΆᾼῈΈῊΉῌῘῙῚΊῨῩῪΎῬῸΌῺΏῼΩKÅℲⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫⅬⅭⅮⅯↃⒶⒷⒸⒹⒺⒻⒼⒽⒾⒿⓀⓁⓂⓃⓄⓅⓆⓇⓈⓉⓊⓋⓌⓍⓎⓏⰀⰁⰂⰃⰄⰅⰆⰇⰈⰉⰊⰋⰌⰍⰎⰏⰐⰑⰒⰓⰔⰕⰖⰗⰘⰙⰚⰛⰜⰝⰞⰟⰠⰡⰢⰣⰤⰥⰦⰧⰨⰩⰪⰫⰬⰭⰮⰯⱠⱢⱣⱤⱧⱩⱫⱭⱮⱯⱰⱲⱵⱾⱿⲀⲂⲄⲆⲈⲊⲌⲎⲐⲒⲔⲖⲘⲚⲜⲞⲠⲢⲤⲦⲨⲪⲬⲮⲰⲲⲴⲶⲸⲺⲼⲾⳀⳂⳄⳆⳈⳊⳌⳎⳐⳒⳔⳖⳘⳚⳜⳞⳠⳢⳫⳭⳲꙀꙂꙄꙆꙈꙊꙌꙎꙐꙒꙔꙖꙘꙚꙜꙞꙠꙢꙤꙦꙨꙪꙬꚀꚂꚄꚆꚈꚊꚌꚎꚐꚒꚔꚖꚘꚚꜢꜤꜦꜨꜪꜬꜮꜲꜴꜶꜸꜺꜼꜾꝀꝂꝄꝆꝈꝊꝌꝎꝐꝒꝔꝖꝘꝚꝜꝞꝠꝢꝤꝦꝨꝪꝬꝮꝹꝻꝽꝾꞀꞂꞄꞆꞋꞍꞐꞒꞖꞘꞚꞜꞞꞠꞢꞤꞦꞨꞪꞫꞬꞭꞮꞰꞱꞲꞳꞴꞶꞸꞺꞼꞾꟀꟂꟄꟅꟆꟇꟉꟐꟖꟘꟵＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ', 'àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵơƣƥʀƨʃƭʈưʊʋƴƶʒƹƽǆǆǉǉǌǌǎǐǒǔǖǘǚǜǟǡǣǥǧǩǫǭǯǳǳǵƕƿǹǻǽǿȁȃȅȇȉȋȍȏȑȓȕȗșțȝȟƞȣȥȧȩȫȭȯȱȳⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳάέήίόύώαβγδεζηθικλμνξοπρστυφχψωϊϋϗϙϛϝϟϡϣϥϧϩϫϭϯθϸϲϻͻͼͽѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѷѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӂӄӆӈӊӌӎӑӓӕӗәӛӝӟӡӣӥӧөӫӭӯӱӳӵӷӹӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆⴀⴁⴂⴃⴄⴅⴆⴇⴈⴉⴊⴋⴌⴍⴎⴏⴐⴑⴒⴓⴔⴕⴖⴗⴘⴙⴚⴛⴜⴝⴞⴟⴠⴡⴢⴣⴤⴥⴧⴭꭰꭱꭲꭳꭴꭵꭶꭷꭸꭹꭺꭻꭼꭽꭾꭿꮀꮁꮂꮃꮄꮅꮆꮇꮈꮉꮊꮋꮌꮍꮎꮏꮐꮑꮒꮓꮔꮕꮖꮗꮘꮙꮚꮛꮜꮝꮞꮟꮠꮡꮢꮣꮤꮥꮦꮧꮨꮩꮪꮫꮬꮭꮮꮯꮰꮱꮲꮳꮴꮵꮶꮷꮸꮹꮺꮻꮼꮽꮾꮿᏸᏹᏺᏻᏼᏽაბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰჱჲჳჴჵჶჷჸჹჺჽჾჿḁḃḅḇḉḋḍḏḑḓḕḗḙḛḝḟḡḣḥḧḩḫḭḯḱḳḵḷḹḻḽḿṁṃṅṇṉṋṍṏṑṓṕṗṙṛṝṟṡṣṥṧṩṫṭṯṱṳṵṷṹṻṽṿẁẃẅẇẉẋẍẏẑẓẕßạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹỻỽỿἀἁἂἃἄἅἆἇἐἑἒἓἔἕἠἡἢἣἤἥἦἧἰἱἲἳἴἵἶἷὀὁὂὃὄὅὑὓὕὗὠὡὢὣὤὥὦὧᾀᾁᾂᾃᾄᾅᾆᾇᾐᾑᾒᾓᾔᾕᾖᾗᾠᾡᾢᾣᾤᾥᾦᾧᾰᾱὰάᾳὲέὴήῃῐῑὶίῠῡὺύῥὸόὼώῳωkåⅎⅰⅱⅲⅳⅴⅵⅶⅷⅸⅹⅺⅻⅼⅽⅾⅿↄⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛⓜⓝⓞⓟⓠⓡⓢⓣⓤⓥⓦⓧⓨⓩⰰⰱⰲⰳⰴⰵⰶⰷⰸⰹⰺⰻⰼⰽⰾⰿⱀⱁⱂⱃⱄⱅⱆⱇⱈⱉⱊⱋⱌⱍⱎⱏⱐⱑⱒⱓⱔⱕⱖⱗⱘⱙⱚⱛⱜⱝⱞⱟⱡɫᵽɽⱨⱪⱬɑɱɐɒⱳⱶȿɀⲁⲃⲅⲇⲉⲋⲍⲏⲑⲓⲕⲗⲙⲛⲝⲟⲡⲣⲥⲧⲩⲫⲭⲯⲱⲳⲵⲷⲹⲻⲽⲿⳁⳃⳅⳇⳉⳋⳍⳏⳑⳓⳕⳗⳙⳛⳝⳟⳡⳣⳬⳮⳳꙁꙃꙅꙇꙉꙋꙍꙏꙑꙓꙕꙗꙙꙛꙝꙟꙡꙣꙥꙧꙩꙫꙭꚁꚃꚅꚇꚉꚋꚍꚏꚑꚓꚕꚗꚙꚛꜣꜥꜧꜩꜫꜭꜯꜳꜵꜷꜹꜻꜽꜿꝁꝃꝅꝇꝉꝋꝍꝏꝑꝓꝕꝗꝙꝛꝝꝟꝡꝣꝥꝧꝩꝫꝭꝯꝺꝼᵹꝿꞁꞃꞅꞇꞌɥꞑꞓꞗꞙꞛꞝꞟꞡꞣꞥꞧꞩɦɜɡɬɪʞʇʝꭓꞵꞷꞹꞻꞽꞿꟁꟃꞔʂᶎꟈꟊꟑꟗꟙꟶａｂｃｄｅｆｇｈｉｊｋｌｍｎｏｐｑｒｓｔｕｖｗｘｙｚ') ELSE translate(nullif(BTRIM(n4, ' 	
 ​﻿'), ''), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz') END AS pf_country_raw FROM (SELECT t.*, CASE WHEN strpos(pf_bare, '@') > 0 THEN substr(pf_bare, 1, length(pf_bare) - 1 - length(REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p'))) ELSE pf_bare END AS pf_local, CASE WHEN strpos(pf_bare, '@') > 0 THEN REGEXP_SUBSTR(pf_bare, '[^@]*$', 1, 1, 'p') END AS pf_domain FROM (SELECT t.*, nullif(BTRIM(n0, ' 	
 ​﻿'), '') AS pf_bare FROM (SELECT CAST("email" AS VARCHAR(65535)) AS n0, CAST("status" AS VARCHAR(65535)) AS n1, CAST("basis" AS VARCHAR(65535)) AS n2, CAST("at" AS VARCHAR(65535)) AS n3, CAST("country" AS VARCHAR(65535)) AS n4 FROM "register" t) t) t) t LEFT JOIN pf_consent_odd_local ol ON ol.part = t.pf_local LEFT JOIN pf_consent_odd_domain od ON od.part = t.pf_domain WHERE coalesce(n0, n1, n2, n3, n4) IS NOT NULL) r LEFT JOIN (SELECT word, meaning FROM pf_status_words WHERE word <> '' AND meaning <> '') ps ON ps.word = pf_status_raw LEFT JOIN (SELECT word, meaning FROM pf_basis_words WHERE word <> '' AND meaning <> '') pb ON pb.word = pf_basis_raw LEFT JOIN pf_instants pi ON pi.raw = pf_at_raw LEFT JOIN (SELECT word, meaning FROM pf_country_words WHERE word <> '' AND meaning <> '') pc ON pc.word = pf_country_raw) q;
