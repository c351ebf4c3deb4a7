"""Places that datelines and bylines name without further sign: a table to read. Pure."""

#: Capitals and the cities that news most often comes from, as English and their own newspapers write them.
_CITIES = (
    "Abu Dhabi|Abuja|Accra|Addis Ababa|Algiers|Alger|Amman|Amsterdam|Ankara|Antananarivo|Astana|Athens|Atlanta|Auckland|Baghdad|Baku|Bamako|Bangkok|Barcelona|Beijing|Beirut|Belgrade|"
    "Bengaluru|Berlin|Bern|Bogota|Bogotá|Boston|Brasilia|Brasília|Bratislava|Brussels|Bruxelles|Brüssel|Bucharest|Budapest|Buenos Aires|Cairo|Canberra|Cape Town|Caracas|Casablanca|"
    "Chennai|Chicago|Colombo|Copenhagen|Córdoba|Dakar|Dallas|Damascus|Dar es Salaam|Delhi|Denver|Detroit|Dhaka|Doha|Dubai|Dublin|Düsseldorf|Edinburgh|Florence|Frankfurt|Geneva|Genève|Genf|"
    "Guangzhou|Guatemala City|Hamburg|Hanoi|Harare|Havana|Helsinki|Hong Kong|Houston|Hyderabad|Islamabad|Istanbul|Jakarta|Jerusalem|Johannesburg|Kabul|Kampala|Karachi|Kathmandu|Khartoum|"
    "Kiev|Kigali|Kinshasa|Köln|Kolkata|Kuala Lumpur|Kuwait City|Kyiv|Lagos|Lahore|La Paz|Las Vegas|Lima|Lisbon|Lisboa|Ljubljana|London|Los Angeles|Lucknow|Luxembourg|Madrid|Manila|Marseille|"
    "Melbourne|Mexico City|Miami|Milan|Milano|Minneapolis|Minsk|Mogadishu|Montevideo|Montreal|Montréal|Moscow|Moskau|Mumbai|Munich|München|Nairobi|Naples|Napoli|New Delhi|New York|New York City|"
    "Nicosia|Osaka|Oslo|Ottawa|Panama City|Paris|Perth|Philadelphia|Phnom Penh|Phoenix|Port-au-Prince|Prague|Pretoria|Quito|Rabat|Ramallah|Rangoon|Reykjavik|Riga|Rio de Janeiro|Riyadh|Rome|Roma|"
    "San Diego|San Francisco|San José|San Juan|Santiago|Santo Domingo|Sao Paulo|São Paulo|Sarajevo|Seattle|Seoul|Shanghai|Shenzhen|Singapore|Skopje|Sofia|St. Petersburg|Stockholm|Stuttgart|Sydney|"
    "Taipei|Tallinn|Tashkent|Tbilisi|Tegucigalpa|Tehran|Tel Aviv|The Hague|Tirana|Tokyo|Toronto|Tripoli|Tunis|Turin|Torino|Ulaanbaatar|United Nations|Vancouver|Vatican City|Venice|Vienna|Wien|"
    "Vilnius|Warsaw|Washington|Washington DC|Washington D.C.|Wellington|Yangon|Yerevan|Zagreb|Zurich|Zürich|"
    "Москва|Киев|Минск|Санкт-Петербург|القاهرة|دمشق|بيروت|بغداد|الرياض|عمّان|عمان|القدس|غزة|رام الله|الدوحة|دبي|أبوظبي|أبو ظبي|الكويت|صنعاء|الخرطوم|تونس|الجزائر|الرباط|طرابلس|واشنطن|لندن|باريس|موسكو|بكين|نيويورك|تهران|طهران|أنقرة|إسطنبول"
)  # fmt: skip
CITIES = frozenset(city.casefold() for city in _CITIES.split("|"))

#: The commonest Chinese family names (Ministry of Public Security, name report 2020): 王明 李华 are two people, 山田 太郎 is one.
CHINESE_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊赵趙黄黃周吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮于董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范方石姚谭譚廖邹鄒熊金陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段雷钱錢汤湯尹黎易常武乔喬贺賀赖賴龚龔文"
)
