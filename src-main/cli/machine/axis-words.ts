import type { AxisValuesMm } from '#core/grbl/manual/axes.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'

/** Axis words in mm, and the feed where one was given. */
export interface AxisWords {
  readonly axes: AxisValuesMm
  readonly feedMmPerMin: number | null
}

const WORD = /^([XYZF])([+-]?(?:\d+(?:\.\d*)?|\.\d+))$/i
const FIELDS = { X: 'xMm', Y: 'yMm', Z: 'zMm', F: 'feedMmPerMin' } as const

/** Reads `X10 Y-2.5 F500`: mm and mm/min, each letter once. The failure is one sentence. */
export function parseAxisWords(words: readonly string[]): Result<AxisWords, string> {
  const found: { xMm?: number; yMm?: number; zMm?: number; feedMmPerMin?: number } = {}
  for (const word of words) {
    const [, letter = '', number = ''] = WORD.exec(word) ?? []
    const field = FIELDS[letter.toUpperCase() as keyof typeof FIELDS] as
      (typeof FIELDS)[keyof typeof FIELDS] | undefined
    if (field === undefined) return failure(`"${word}" is no axis word such as X10, Z-0.5 or F500`)
    if (found[field] !== undefined) return failure(`${letter.toUpperCase()} is given twice`)
    found[field] = Number(number)
  }
  const { feedMmPerMin = null, ...axes } = found
  if (feedMmPerMin !== null && feedMmPerMin <= 0) {
    return failure(`F${String(feedMmPerMin)} is no feed; it is above 0 mm/min`)
  }
  return success({ axes, feedMmPerMin })
}

/** Reads axis words of which at least one axis is given. */
export function parseSomeAxes(words: readonly string[]): Result<AxisWords, string> {
  const read = parseAxisWords(words)
  if (!read.ok || Object.keys(read.value.axes).length > 0) return read
  return failure('name at least one axis, e.g. X10 or Y-5 Z2')
}
