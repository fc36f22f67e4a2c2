import { type BlankYield, blankYield } from '#core/strips/blank.ts'
import {
  builtWidthMm,
  depthOf,
  isRepeating,
  nominalWidthMm,
  pitchMm,
  stackHeightMm,
} from '#core/strips/laminate.ts'
import { type RingNeed, ringNeed } from '#core/strips/ring-need.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import type { Making } from './making.store.ts'
import { stripsStrings } from './strips.strings.ts'
import { signedPercent } from './strips.view-model.ts'

const words = stripsStrings.making

/** One line of the sums. */
export interface MakingRow {
  readonly id: string
  readonly label: string
  readonly text: string
  /** Said below in small type. */
  readonly note?: string
  /** Wants attention: it cannot be done so. */
  readonly warns?: boolean
}

type Show = (lengthMm: number) => string

function sizeRows(family: StripFamily, show: Show): readonly MakingRow[] {
  const rows: MakingRow[] = []
  const builtMm = builtWidthMm(family)
  const nominalMm = nominalWidthMm(family)
  const stackMm = stackHeightMm(family)
  const pitch = pitchMm(family)
  const { inlayThicknessMm } = depthOf(family)
  const repeating = isRepeating(family.construction)
  if (builtMm !== null && nominalMm !== null) {
    const note = words.nominal(show(nominalMm))
    rows.push({ id: 'width', label: words.width, text: show(builtMm), note })
  }
  if (stackMm !== null && repeating) {
    rows.push({ id: 'stack', label: words.repeat, text: show(stackMm) })
  }
  if (pitch !== null) rows.push({ id: 'pitch', label: words.pitch, text: show(pitch) })
  if (inlayThicknessMm !== null) {
    rows.push({ id: 'depth', label: words.depth, text: show(inlayThicknessMm) })
  }
  return rows
}

function yieldRows(out: BlankYield, show: Show): readonly MakingRow[] {
  const percent = `${formatDecimal(out.yieldRatio * 100, 0)} %`
  if (out.stripCount === 0) {
    return [{ id: 'strips', label: words.strips, text: words.nothing, warns: true }]
  }
  return [
    {
      id: 'strips',
      label: words.strips,
      text: words.stripsOf(
        out.stripCount * out.pieceCount,
        show(out.stripLengthMm / out.pieceCount),
      ),
      ...(out.pieceCount > 1 && { note: words.pieces(out.pieceCount, show(out.stripLengthMm)) }),
    },
    { id: 'yield', label: words.yield, text: percent },
  ]
}

function partRows({ parts }: RingNeed, show: Show): readonly MakingRow[] {
  if (parts.kind === 'arcs') {
    const text = words.arcsOf(parts.arcCount, show(parts.boardLengthMm), show(parts.boardWidthMm))
    return [{ id: 'arcs', label: words.arcs, text }]
  }
  if (parts.kind === 'pieces') {
    const { pieceCount, pieceLengthMm, sagMm } = parts
    const note = words.longest(show(parts.longestStraightMm))
    if (pieceCount === null || pieceLengthMm === null || sagMm === null) {
      return [{ id: 'pieces', label: words.pieceCount, text: words.toCurve, note }]
    }
    const warns = pieceLengthMm > parts.longestStraightMm
    const text = words.piecesOf(pieceCount, show(pieceLengthMm))
    return [
      { id: 'pieces', label: words.pieceCount, text, note },
      { id: 'sag', label: words.sag, text: show(sagMm), warns },
    ]
  }
  const { closure, bending, blankCount } = parts
  const strain = formatDecimal(bending.strain * 100, 1)
  return [
    {
      id: 'length',
      label: words.length,
      text: show(parts.stripLengthMm),
      ...(parts.stripsPerRing === 2 && { note: words.twice }),
    },
    ...(blankCount === null
      ? []
      : [{ id: 'blanks', label: words.blanks, text: String(blankCount) }]),
    ...(closure === null
      ? []
      : [
          {
            id: 'closure',
            label: words.closure,
            text: words.change(closure.repeatCount, signedPercent(closure.changeRatio)),
          },
        ]),
    {
      id: 'bending',
      label: words.bending,
      text: words.strain(strain, words.methods[bending.method]),
      warns: bending.method === 'segment',
    },
  ]
}

/** What a family measures, what comes out of a blank, and what one ring needs, in words and numbers. */
export function makingRows(
  family: StripFamily,
  making: Making,
  unit: LengthUnit,
): readonly MakingRow[] {
  const show: Show = (lengthMm) => formatLength(lengthMm, unit)
  const need = ringNeed(family, making.innerRadiusMm, making)
  const sawn = family.construction.kind !== 'solid' && family.construction.kind !== 'shell'
  const out = sawn ? blankYield(family, making) : null
  return [
    ...sizeRows(family, show),
    ...(need === null
      ? []
      : [{ id: 'outside', label: words.outside, text: show(need.outerRadiusMm) }]),
    ...(need === null ? [] : partRows(need, show)),
    ...(out === null ? [] : yieldRows(out, show)),
  ]
}
