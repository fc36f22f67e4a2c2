import type { StripFieldId } from './help.strings.ts'

/** Outline that is lit for each field; the rest of the sketch stays grey. */
const SECTION_MARKS: Partial<Record<StripFieldId, string>> = {
  stripWidth: 'M66 32H102M66 27V37M102 27V37',
  stripThickness: 'M150 44V84M145 44H155M145 84H155',
  glueLine: 'M66 44V84M102 44V84',
}
const FACE_MARKS: Partial<Record<StripFieldId, string>> = {
  bandWidth: 'M158 40V80M153 40H163M153 80H163',
  angle: 'M40 80H70M40 80L62 58M58 80A18 18 0 0 0 52.7 67.3',
}
const BLANK_MARKS: Partial<Record<StripFieldId, string>> = {
  blankLength: 'M18 108H152M18 103V113M152 103V113',
  blankWidth: 'M160 30V96M155 30H165M155 96H165',
  kerf: 'M18 50H152M18 53H152',
  planing: 'M18 50H152M18 46H152',
  repeats: 'M10 30V96M5 30H15M5 96H15',
}
const RING_MARKS: Partial<Record<StripFieldId, string>> = {
  ringRadius: 'M85 118L45 71',
  pieceLength: 'M66 54L104 54M66 48V60M104 48V60',
}

function SectionSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 120" aria-hidden="true" className="strip-sketch">
      <path className="sketch-plain-fill" d="M30 44H66V84H30ZM102 44H138V84H102Z" />
      <path className="sketch-other-fill" d="M66 44H102V84H66Z" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

function FaceSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 120" aria-hidden="true" className="strip-sketch">
      <path className="sketch-plain-fill" d="M18 40H148V80H18Z" />
      <path
        className="sketch-other-fill"
        d="M40 80L80 40H100L60 80ZM80 80L120 40H140L100 80ZM120 80L148 52V72L140 80ZM18 62L40 40H60L20 80H18Z"
      />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

function BlankSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 120" aria-hidden="true" className="strip-sketch">
      <path className="sketch-plain-fill" d="M18 30H152V96H18Z" />
      <path className="sketch-edge" d="M18 50H152M18 53H152M18 73H152M18 76H152" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

function RingSketch({ mark }: { mark: string }) {
  return (
    <svg viewBox="0 0 170 120" aria-hidden="true" className="strip-sketch">
      <path className="sketch-plain-fill" d="M14 118A71 71 0 0 1 156 118H146A61 61 0 0 0 24 118Z" />
      <circle className="sketch-edge" cx="85" cy="118" r="1.5" />
      <path className="sketch-lit" d={mark} />
    </svg>
  )
}

/** A small drawing with the field's dimension lit. */
export function StripHelpPicture({ field }: { field: StripFieldId }) {
  const section = SECTION_MARKS[field]
  if (section !== undefined) return <SectionSketch mark={section} />
  const face = FACE_MARKS[field]
  if (face !== undefined) return <FaceSketch mark={face} />
  const blank = BLANK_MARKS[field]
  if (blank !== undefined) return <BlankSketch mark={blank} />
  return <RingSketch mark={RING_MARKS[field] ?? ''} />
}
