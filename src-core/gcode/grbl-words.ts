import type { Block, BlockFault, Word } from './words.ts'

/** Why a GRBL 1.1 controller refuses a block: its error number and the facts in words. */
export interface Refusal {
  readonly grblErrorCode: number
  readonly sentence: string
}

/** Longest line GRBL 1.1 takes, characters without comments and blanks (error 11 beyond). */
export const GRBL_LINE_CHARS = 79
const LARGEST_BYTE = 255
const LARGEST_TOOL_NUMBER = LARGEST_BYTE
const LARGEST_LINE_NUMBER = 10_000_000

const refusal = (grblErrorCode: number, sentence: string): Refusal => ({ grblErrorCode, sentence })

/** A command word as GRBL files it: its modal group, and whether it claims the axis words. */
interface Filed {
  readonly group: string
  readonly claimsAxes?: boolean
}

const MOTION: Filed = { group: 'motion (G0 G1 G2 G3 G38 G80)', claimsAxes: true }
const ONE_SHOT: Filed = { group: 'one-shot (G4 G10 G28 G30 G53 G92)' }
const CLAIMING_ONE_SHOT: Filed = { ...ONE_SHOT, claimsAxes: true }
const TOOL_LENGTH: Filed = { group: 'tool length (G43.1 G49)', claimsAxes: true }
const PLANE: Filed = { group: 'plane (G17 G18 G19)' }
const DISTANCE: Filed = { group: 'distance (G90 G91)' }
const ARC_DISTANCE: Filed = { group: 'arc distance (G91.1)' }
const FEED: Filed = { group: 'feed mode (G93 G94)' }
const UNITS: Filed = { group: 'units (G20 G21)' }
const CUTTER: Filed = { group: 'cutter compensation (G40)' }
const COORDINATES: Filed = { group: 'coordinate system (G54-G59)' }
const CONTROL: Filed = { group: 'path control (G61)' }

/** GRBL 1.1's whole G list, by a hundred times the number (interface list of the 1.1 documentation). */
const G_WORDS: Readonly<Record<number, Filed>> = {
  0: MOTION,
  100: MOTION,
  200: MOTION,
  300: MOTION,
  400: ONE_SHOT,
  1000: CLAIMING_ONE_SHOT,
  1700: PLANE,
  1800: PLANE,
  1900: PLANE,
  2000: UNITS,
  2100: UNITS,
  2800: CLAIMING_ONE_SHOT,
  2810: ONE_SHOT,
  3000: CLAIMING_ONE_SHOT,
  3010: ONE_SHOT,
  3820: MOTION,
  3830: MOTION,
  3840: MOTION,
  3850: MOTION,
  4000: CUTTER,
  4310: TOOL_LENGTH,
  4900: TOOL_LENGTH,
  5300: ONE_SHOT,
  5400: COORDINATES,
  5500: COORDINATES,
  5600: COORDINATES,
  5700: COORDINATES,
  5800: COORDINATES,
  5900: COORDINATES,
  6100: CONTROL,
  8000: { group: MOTION.group },
  9000: DISTANCE,
  9100: DISTANCE,
  9110: ARC_DISTANCE,
  9200: CLAIMING_ONE_SHOT,
  9210: ONE_SHOT,
  9300: FEED,
  9400: FEED,
}

const PROGRAM: Filed = { group: 'program (M0 M1 M2 M30)' }
const SPINDLE: Filed = { group: 'spindle (M3 M4 M5)' }
const COOLANT: Filed = { group: 'coolant (M8 M9)' }

const M_WORDS: Readonly<Record<number, Filed>> = {
  0: PROGRAM,
  1: PROGRAM,
  2: PROGRAM,
  30: PROGRAM,
  3: SPINDLE,
  4: SPINDLE,
  5: SPINDLE,
  8: COOLANT,
  9: COOLANT,
}

/** What to say of words that other controllers take, by the whole number. */
const G_ADVICE: Readonly<Record<number, string>> = {
  41: 'cutter compensation must be worked out before posting',
  42: 'cutter compensation must be worked out before posting',
  43: 'only G43.1 with a Z value sets a tool length',
  64: 'it has no path blending',
  73: 'it has no canned cycles',
  90: 'arc centres are always relative to the start',
  98: 'it has no canned cycles',
  99: 'it has no canned cycles',
}
const M_ADVICE: Readonly<Record<number, string>> = {
  6: 'it has no tool change: one program per tool',
  7: 'mist coolant is not built in',
  48: 'overrides are always on',
  98: 'it has no subprograms',
}

function shown(word: Word): string {
  return `${word.letter}${String(word.value)}`
}

/** G numbers whose fractions GRBL knows, so that a wrong fraction is error 20 and not 23. */
const G_WITH_FRACTIONS: ReadonlySet<number> = new Set([28, 30, 38, 43, 61, 90, 91, 92])

/** Whole G numbers GRBL reads at all. */
const WHOLE_G: ReadonlySet<number> = new Set(
  Object.keys(G_WORDS).map((hundredfold) => Math.trunc(Number(hundredfold) / 100)),
)

/** Looks a G or M word up; null when GRBL has no such word. GRBL rounds to 1/100. */
function filed(word: Word): Filed | null {
  const hundredfold = Math.round(word.value * 100)
  if (word.letter === 'G') {
    // GRBL never reads the fraction of G49
    return G_WORDS[Math.trunc(word.value) === 49 ? 4900 : hundredfold] ?? null
  }
  return hundredfold % 100 === 0 ? (M_WORDS[hundredfold / 100] ?? null) : null
}

function notAWord(word: Word, advice: string | undefined): Refusal {
  return refusal(
    20,
    `${shown(word)} is not a GRBL word${advice === undefined ? '' : `: ${advice}`}`,
  )
}

function unknownG(word: Word): Refusal {
  const whole = Math.trunc(word.value)
  const fraction = Math.round(word.value * 100) !== whole * 100
  if (fraction && WHOLE_G.has(whole) && !G_WITH_FRACTIONS.has(whole)) {
    return refusal(23, `${shown(word)}: GRBL knows G${String(whole)} only without a fraction`)
  }
  const cycle = whole >= 81 && whole <= 89 ? 'it has no canned cycles' : undefined
  return notAWord(word, G_ADVICE[whole] ?? cycle)
}

function unknownM(word: Word): Refusal {
  if (Math.round(word.value * 100) % 100 !== 0) {
    return refusal(23, `${shown(word)}: M words have no fractions`)
  }
  // a number that does not fit a byte is taken for a fraction
  if (word.value < 0 || word.value > LARGEST_BYTE) {
    return refusal(23, `${shown(word)} is not a GRBL word`)
  }
  return notAWord(word, M_ADVICE[word.value])
}

/** What has been seen of a block so far. */
interface Seen {
  readonly groups: Map<string, string>
  readonly letters: Set<string>
  axesClaimedBy: string | null
}

/** G10, G28, G30, G92, motions and tool length each want the axis words for themselves. */
function axisClash(word: Word, claims: boolean, seen: Seen): Refusal | null {
  if (!claims) return null
  if (seen.axesClaimedBy === null) {
    seen.axesClaimedBy = shown(word)
    return null
  }
  return refusal(24, `${seen.axesClaimedBy} and ${shown(word)} both claim the axis words`)
}

/** Words that claim the axes before GRBL looks at their fraction, so that error 24 comes first. */
const EARLY_CLAIMS: ReadonlySet<number> = new Set([0, 1, 2, 3, 38, 43, 49])

function refuseCommand(word: Word, seen: Seen): Refusal | null {
  const entry = filed(word)
  const early = word.letter === 'G' && EARLY_CLAIMS.has(Math.trunc(word.value))
  const clash = axisClash(word, early || entry?.claimsAxes === true, seen)
  if (clash !== null) return clash
  if (entry === null) return word.letter === 'G' ? unknownG(word) : unknownM(word)
  const other = seen.groups.get(entry.group)
  if (other !== undefined) {
    return refusal(21, `${other} and ${shown(word)} are of one modal group: ${entry.group}`)
  }
  seen.groups.set(entry.group, shown(word))
  return null
}

const VALUE_LETTERS = 'FIJKLNPRSTXYZ'
const NEVER_NEGATIVE = 'FNPST'

function refuseValue(word: Word, seen: Seen): Refusal | null {
  const { letter, value } = word
  if (!VALUE_LETTERS.includes(letter)) {
    return refusal(20, `${shown(word)}: GRBL has no ${letter} words`)
  }
  if (letter === 'T' && value > LARGEST_TOOL_NUMBER) {
    return refusal(38, `${shown(word)}: tool numbers end at ${String(LARGEST_TOOL_NUMBER)}`)
  }
  if (seen.letters.has(letter)) return refusal(25, `${letter} stands twice in the block`)
  if (NEVER_NEGATIVE.includes(letter) && value < 0) {
    return refusal(4, `${shown(word)} must not be negative`)
  }
  seen.letters.add(letter)
  return null
}

function refuseFault(fault: BlockFault): Refusal {
  const variable = 'variables and expressions are not read'
  if (fault.kind === 'bad-number') {
    const expression = fault.found === '[' || fault.found === '#'
    const found = fault.found === '' ? 'the end of the line' : fault.found
    return refusal(
      2,
      `${fault.letter} is followed by ${found}, not by a number${expression ? `: ${variable}` : ''}`,
    )
  }
  const { found } = fault
  if (found === '#' || found === '[') {
    return refusal(1, `${found} stands where a word should start: ${variable}`)
  }
  if (found === '%') return refusal(1, '% (a tape mark) is not a GRBL word: leave it out')
  return refusal(1, `${found} stands where a word should start`)
}

/**
 * The first reason, in GRBL's own order, to refuse a block for its words alone: a line too long, a
 * word it does not know, two words of one modal group, a repeated word, an unreadable number.
 */
export function refuseWords(block: Block, lineChars = GRBL_LINE_CHARS): Refusal | null {
  if (block.significantChars > lineChars) {
    const count = String(block.significantChars)
    return refusal(11, `${count} characters without comments, the limit is ${String(lineChars)}`)
  }
  const seen: Seen = { groups: new Map(), letters: new Set(), axesClaimedBy: null }
  for (const word of block.words) {
    const command = word.letter === 'G' || word.letter === 'M'
    const refused = command ? refuseCommand(word, seen) : refuseValue(word, seen)
    if (refused !== null) return refused
  }
  if (block.fault !== null) return refuseFault(block.fault)
  const line = block.words.find(({ letter }) => letter === 'N')
  if (line === undefined || line.value <= LARGEST_LINE_NUMBER) return null
  return refusal(27, `${shown(line)}: line numbers end at ${String(LARGEST_LINE_NUMBER)}`)
}
