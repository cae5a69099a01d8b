/**
 * The letter's page in Typst: a block letter on US Letter paper with an appendix. Kept as a string so that it is
 * wherever the compiled code is. It reads the wording (`PrintedLetter` as JSON) from the input `letter`; text comes
 * in as values, never as markup, so nothing in a letter can run.
 */
export const LETTER_TEMPLATE = String.raw`
#let letter = json(bytes(sys.inputs.letter))

#set document(
  title: letter.title,
  author: letter.author,
  keywords: letter.keywords,
  date: datetime(..letter.created),
)
// No fallback: a font of the machine at hand must not get into the file.
#set text(font: "Libertinus Serif", size: 11pt, lang: letter.language, fallback: false, hyphenate: false)
#set par(leading: 0.62em, spacing: 1.15em, justify: false)
#set list(indent: 0.2in, body-indent: 0.6em, spacing: 0.75em)
#set enum(indent: 0.2in, body-indent: 0.6em, spacing: 0.75em)

#let tlp-label = if letter.tlp != none {
  box(fill: black, inset: (x: 4pt, y: 3pt), baseline: 3pt, text(
    12pt,
    weight: "bold",
    fill: rgb(letter.tlp.colour),
    letter.tlp.label,
  ))
}
#set page(
  paper: "us-letter",
  margin: (x: 1in, top: 1in, bottom: 1in),
  header: grid(
    columns: (1fr, auto),
    align: (left + horizon, right + horizon),
    if letter.banner != none { text(11pt, weight: "bold", fill: rgb("#b00020"), letter.banner) },
    tlp-label,
  ),
  footer: text(9pt, grid(
    columns: (1fr, auto, 1fr),
    align: (left + horizon, center + horizon, right + horizon),
    letter.footer,
    context [Page #counter(page).get().first() of #counter(page).final().first()],
    tlp-label,
  )),
)

#show heading: set block(above: 1.5em, below: 0.8em)
#show heading.where(level: 1): set text(13pt)
#show heading.where(level: 2): set text(11.5pt)
#show heading.where(level: 3): set text(11pt, style: "italic")
#show figure: set block(breakable: true)
#show figure: set align(left)
#show figure.caption: set text(10pt, weight: "bold")
#set figure.caption(position: top)
// A word too long for its line, such as a hash or an address, may break after every
// fourth character. The empty box allows the break and leaves nothing in text that is copied.
#show regex("\S{24,}"): word => word.text.clusters().chunks(4).map(part => part.join()).join(box())

#let lines(texts) = texts.join(linebreak())

#let run(it) = {
  if "claim" in it {
    it.claim.text
    if letter.appendix != none {
      link(label("claim-" + it.claim.number), super("[" + it.claim.number + "]"))
    }
  } else {
    let emphasis = it.at("emphasis", default: none)
    if emphasis == "bold" { strong(it.text) } else if emphasis == "italic" { emph(it.text) } else { it.text }
  }
}
#let runs(it) = it.map(run).join()

#let ruled-table(widths, aligns, headers, rows) = {
  set text(10pt)
  set par(leading: 0.5em, spacing: 0.5em)
  table(
    columns: widths.map(width => width * 1fr),
    align: aligns,
    inset: (x: 4pt, y: 4.5pt),
    stroke: (_, y) => if y == 0 { (top: 0.8pt, bottom: 0.8pt) } else { (bottom: 0.3pt + luma(150)) },
    table.header(..headers.map(header => table.cell(align: bottom, strong(header)))),
    ..rows.flatten(),
  )
}

#let body-table(it) = {
  let body = ruled-table(
    it.widths,
    it.columns.map(column => if column.align == "right" { right } else { left }),
    it.columns.map(column => column.header),
    it.rows.map(row => row.map(runs)),
  )
  let caption = it.at("caption", default: none)
  if caption == none { body } else {
    figure(kind: table, supplement: none, numbering: none, caption: caption, body)
  }
}

#let body-block(it) = {
  if it.type == "heading" { heading(level: it.level, runs(it.runs)) }
  else if it.type == "paragraph" { par(runs(it.runs)) }
  else if it.type == "table" { body-table(it) }
  else if it.ordered { enum(tight: false, ..it.items.map(runs)) }
  else { list(tight: false, ..it.items.map(runs)) }
}

#par(text(17pt, weight: "bold", letter.letterhead.name))
#v(-0.4em)
#par(text(9.5pt, luma(70), letter.letterhead.lines.join(" · ")))
#v(-0.5em)
#line(length: 100%, stroke: 0.6pt)
#v(1em)

#letter.date
#v(0.6em)

#grid(
  columns: (1fr,) * calc.min(letter.recipients.len(), 2),
  column-gutter: 0.3in,
  row-gutter: 1.2em,
  ..letter.recipients.map(recipient => {
    set par(hanging-indent: 1em, spacing: 0.62em)
    for line in recipient { par(line) }
  }),
)
#v(0.6em)

#if letter.subject != none { par(strong(letter.subject)) }

#letter.salutation

#for (index, it) in letter.blocks.enumerate() {
  // The signature never stands on a page of its own: the last paragraph goes with it.
  if index == letter.blocks.len() - 1 and it.type == "paragraph" { block(sticky: true, body-block(it)) }
  else { body-block(it) }
}

#block(breakable: false, above: 1.4em)[
  #letter.closing
  #v(3.6em)
  #lines(letter.signature)
]

#for notation in letter.notations {
  block(breakable: false, above: 1.4em, text(10pt, lines((notation.label + ":",) + notation.lines)))
}

#if letter.appendix != none {
  pagebreak(weak: true)
  let appendix = letter.appendix
  heading(level: 1, appendix.heading)
  par(appendix.introduction)
  let line-of(it) = {
    if "label" in it { text(luma(70), it.label + ": ") }
    it.text
  }
  ruled-table(
    appendix.widths,
    left,
    appendix.columns,
    appendix.rows.map(row => row.cells.enumerate().map(((index, cell)) => {
      let content = text(8.5pt, lines(cell.map(line-of)))
      if index == 0 [#content#label("claim-" + row.number)] else { content }
    })),
  )
}
`;
