"""No sentence that is not English stands on a page without quotation marks or a mark of its language."""

import pytest

from plugins.rules.english import other_language
from tests.support.sample_content import FILES, check, messages, rule_ids, told, with_text

FOREIGN = (
    "Consulte a su médico hoy.",
    "Llame al médico ahora mismo.",
    "No use este medicamento.",
    "Tome agua después del tratamiento.",
    "Efectos secundarios y riesgos posibles.",
    "Consultez votre médecin aujourd’hui.",
    "Parlez-en à votre médecin.",
    "Appelez le 911 tout de suite.",
    "Fragen Sie heute Ihren Arzt.",
    "Diese Behandlung hilft vielen Menschen.",
    "Bitte fragen Sie Ihren Arzt.",
    "Fale com o seu médico.",
    "Este tratamento não é para todos.",
    "Consulti il suo medico oggi.",
    "Questo trattamento è per adulti.",
    "Vraag het aan uw arts.",
    "Deze behandeling is voor volwassenen.",
    "Skonsultuj się z lekarzem dzisiaj.",
    "Ten zabieg jest dla dorosłych.",
    "Kumonsulta sa iyong doktor ngayon.",
    "Ang gamot na ito ay para sa matanda.",
    "Hỏi ý kiến bác sĩ ngay.",
    "Mande doktè ou jodi a.",
    "Rele doktè ou touswit.",
    "Tretman sa a pou granmoun.",
    "Spør legen din i dag.",
    "Kysy lääkäriltäsi tänään tästä hoidosta.",
    "Zeptejte se svého lékaře dnes.",
    "Bugün doktorunuza danışın lütfen hemen.",
    "Tanyakan kepada dokter Anda hari ini.",
    "El botox alivia el dolor de cabeza.",
    "Los estudios muestran menos días con dolor.",
    "Botox entspannt die Muskeln im Gesicht.",
    "O Botox relaxa os músculos do rosto.",
    "Botox ontspant de spieren in het gezicht.",
    "Nakakatulong ang Botox sa sakit ng ulo.",
    "Botox ede moun ki gen migrèn.",
    "Avant la visite, notez vos questions.",
    "Gracias por su visita hoy.",
    "Dolor, hinchazón o moretones en la piel.",
    "Mal di testa e stanchezza.",
    "Schmerzen und Schwellung der Haut.",
    "Sakit ng ulo at pagkahilo.",
    "Pergunte sempre ao seu dermatologista.",
    "Lees eerst de bijsluiter goed.",
    "Basahin muna ang gabay na ito.",
    "Sie dürfen danach nicht Auto fahren.",
    "Tome la medicina con comida.",
    "La piel puede ponerse roja.",
    "Traiga su lista de medicinas.",
    "La peau peut devenir rouge.",
    "Apportez la liste de vos médicaments.",
    "Die Haut kann rot werden.",
    "Bringen Sie Ihre Medikamentenliste mit.",
    "A pele pode ficar vermelha.",
    "Traga a lista dos seus remédios.",
    "La pelle può diventare rossa.",
    "Porti la lista dei farmaci.",
    "De huid kan rood worden.",
    "Neem uw medicijnlijst mee.",
    "Skóra może być zaczerwieniona.",
    "Weź ze sobą listę leków.",
    "Maaaring mamula ang balat.",
    "Dalhin ang listahan ng gamot.",
    "Da có thể bị đỏ.",
    "Mang theo danh sách thuốc.",
    "Po a ka vin wouj.",
    "Pote lis medikaman ou yo.",
    "今天请喝很多水。",
    "물을 많이 드세요 오늘은.",
    "Пейте много воды сегодня.",
    "اشرب الكثير من الماء.",
    "שאל את הרופא שלך היום.",
    "अपने डॉक्टर से पूछें।",
    "CONSULTE A SU MÉDICO HOY.",
    "Ask your doctor first, und fragen Sie auch Ihren Apotheker nach den Risiken.",
    "Ask your doctor y consulte a su médico hoy si tiene preguntas.",
    "Before you go, n'oubliez pas de prendre vos médicaments avec vous.",
)
ENGLISH = (
    "Ask Señora Müller-Lüdenscheidt of São Paulo.",
    "The muscle levator labii superioris alaeque nasi lifts the lip.",
    "levator labii superioris alaeque nasi",
    "Musculus levator labii superioris alaeque nasi",
    "Clostridium botulinum type A",
    "depressor anguli oris, orbicularis oculi, procerus, corrugator supercilii",
    "musculus masseter pars superficialis",
    "The study appeared in Annales de Dermatologie et de Vénéréologie in 2010.",
    "It was published in Deutsches Ärzteblatt, a German journal.",
    "It was printed in Zeitschrift für Hautkrankheiten.",
    "It appeared in the Revista Española de Neurología.",
    "See Botulinumtoxin in der Behandlung der chronischen Migräne, a review.",
    "doxycycline, minocycline, sarecycline",
    "Botox, Dysport, Xeomin, Jeuveau, Daxxify, Letybo",
    "onabotulinumtoxinA, abobotulinumtoxinA, incobotulinumtoxinA, prabotulinumtoxinA",
    "Take ibuprofen, naproxen or acetaminophen.",
    "José, María, Núñez, Müller, Dvořák",
    "Dr. María de la Cruz y Fernández works there.",
    "Vincent van Gogh, Ludwig van Beethoven, Leonardo da Vinci",
    "Go to 123 Calle de la Luna, San Juan.",
    "Los Angeles, San Francisco, Santa Cruz de la Sierra, El Paso",
    "Rue de la Paix, Paris",
    "a café au lait spot on the skin",
    "A déjà vu feeling comes before migraine.",
    "The drug is taken per os, ad libitum.",
    "Questions to take to your visit",
    "Cost and your plan",
    "Señora López, la doctora, said so.",
    "in vitro, in vivo, ex vivo, de novo",
    "Deep, painful lumps hurt most",
    "nausea, vomiting, dizziness, fainting",
    "Trouble breathing or swallowing",
    "Monday to Friday, 9 am to 5 pm",
    "Men die more often of it",
    "Was it also on the label?",
    "The man in the van had a hat.",
    "Do come in, I am on a mat.",
    "Wear long sleeves, gloves, masks",
    "benzoyl peroxide plus clindamycin gel",
    "One expert described cases that looked better.",
    "The doctor said no.",
    "Ask them again.",
    "Crow's feet, frown lines, forehead lines",
    "Results vary, and any drop in oil wears off.",
    "Fewer headache days",
    "Forehead lines soften slowly",
    "Tiny shallow injections hurt less",
    "Dry eyes, dry mouth, hoarse voice",
    "Migraine with aura",
    "Médecins Sans Frontières and Ärzte ohne Grenzen say so.",
    "The Hospital de la Santa Creu i Sant Pau took part.",
    "People from Côte d'Ivoire and Curaçao took part.",
    "Kawasaki, Guillain-Barré, Sjögren, Ménière, Behçet diseases",
    "The tic douloureux, also called trigeminal neuralgia, hurts.",
    "The term comes from the Latin botulus, sausage.",
    "In Spanish it is called toxina botulínica.",
    "Ask for the zona libre sign.",
    "Prof. Dr. med. Hans von der Heide und Kollegen",
    "Sun, Mon, Tue, Wed, Thu, Fri, Sat",
    "Avoid heat, alcohol, hard exercise",
    "Call 911 now",
    "The review in Annales de dermatologie et de vénéréologie found 2 trials.",
    "The doctor speaks Spanish (español).",
    "In Chinese the drug is called 肉毒桿菌素.",
    "Dr. 李 and Dr. Иванов wrote it.",
    "The sign µ means micro; β-blockers and α-agonists are drugs.",
    "A trial in Revue neurologique had 30 people.",
    'The word placebo means "I shall please".',
    "El Camino Hospital and Los Alamos Clinic took part.",
    "La Jolla, California",
    "Université de Montréal, Charité Berlin, Karolinska Institutet",
    "The musculus corrugator supercilii draws the brows together.",
    "Botulinum comes from botulus, sausage.",
    "A. Carruthers, J. Carruthers, and M. F. Brin",
    "Vol. 3, No. 4, pp. 12-15",
    "The Instituto Nacional de la Salud said so.",
    "Bell's palsy, Crohn's disease, Alzheimer's disease",
    "Rosacea fulminans, acne conglobata, acne inversa",
    "Hidradenitis suppurativa, pemphigus vulgaris, lichen planus",
    "Enhance® Medical Center, Los Angeles, California",
    "Ask for an interpreter: español, tiếng Việt, Kreyòl, 中文.",
    "Deep cleaning, light peels, laser sessions",
    "Ibuprofen 400 mg tablets daily",
)
ADVICE = "This is not English. Write it in English, or put it in quotation marks"
MARK = '<span lang="es">…</span>'


def test_a_sentence_in_another_language_is_told_by_four_words() -> None:
    assert [text for text in FOREIGN if not other_language(text)] == []


def test_names_titles_latin_and_single_words_are_taken_for_english() -> None:
    assert [text for text in ENGLISH if other_language(text)] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Consulte a su médico hoy.", f"145:1: {ADVICE}, or mark its language: {MARK}."),
        ("Ask your doctor. Consulte a su médico hoy.", f"145:18: {ADVICE}, or mark its language: {MARK}."),
        ("- Ask first.\n- Consulte a su médico hoy.", f"146:3: {ADVICE}, or mark its language: {MARK}."),
        ("### Preguntas para su visita", f"145:5: {ADVICE}, or mark its language: {MARK}."),
        (
            "| Visit | What |\n| --- | --- |\n| First | Consulte a su médico hoy |",
            f"147:11: {ADVICE}, or mark its language: {MARK}.",
        ),
        ("> [!note] Preguntas para su visita\n> Ask.", f"145:11: {ADVICE}, or mark its language: {MARK}."),
        ("Tome agua hoy. Llame al médico. No fume más.", f"145:1: {ADVICE}, or mark its language: {MARK}."),
        ("请今天咨询您的医生。", f'145:1: {ADVICE}, or mark its language: <span lang="zh">…</span>.'),
        ('<span lang="en">Consulte a su médico hoy.</span>', f"145:17: {ADVICE}, or mark its language: {MARK}."),
    ],
)
def test_it_is_told_in_every_part_of_a_page(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_it_is_told_in_the_header_in_a_block_and_in_the_data() -> None:
    use = "finding: May help; studies are small or disagree."
    assert told(f"{use} Consulte a su médico hoy.", instead_of=use) == [f"22:55: {ADVICE}."]
    assert messages(
        **{
            "content/blocks/report.md": FILES["content/blocks/report.md"] + "\nConsulte a su médico hoy.\n",
            "content/data/practice.toml": FILES["content/data/practice.toml"]
            + 'hours = ["De lunes a viernes, hasta las 5"]\n',
        }
    ) == [
        f"content/blocks/report.md:3:1: {ADVICE}, or mark its language: {MARK}.",
        f"content/data/practice.toml:4:10: {ADVICE}.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Say “Consulte a su médico hoy” to them.",
        'She said "Consulte a su médico hoy." That is all.',
        "The sign says «Consulte a su médico hoy».",
        "The sign says ‘Consulte a su médico hoy’.",
        '<span lang="es">Consulte a su médico hoy. **Llame** al 911 si no puede respirar.</span>',
        'Ask. <span lang="vi">Hãy hỏi bác sĩ của bạn hôm nay.</span> Then wait.',
        '- <span lang="ht">Pale ak doktè ou anvan.</span>\n- Ask first.',
    ],
)
def test_it_is_accepted_in_quotation_marks_or_with_its_mark(text: str) -> None:
    assert rule_ids(check(with_text(text))) == []
