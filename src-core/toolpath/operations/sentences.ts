import type { Point2 } from '../../geometry/point.ts'
import type { UncutReason } from '../adaptive/plan-floor.ts'

/** A place as it is written on the machine: `X12.30 Y4.00`. */
export function placeText({ xMm, yMm }: Point2): string {
  return `X${xMm.toFixed(2)} Y${yMm.toFixed(2)}`
}

/** Why a part of a pocket gets no cut. */
export function uncutSentence({ kind, at, widthMm }: UncutReason, toolDiameterMm: number): string {
  const width = `${widthMm.toFixed(2)} mm wide`
  const tool = `the tool ${toolDiameterMm.toFixed(2)} mm`
  return kind === 'too-narrow'
    ? `At ${placeText(at)} the region is ${width} at the most, ${tool}.`
    : `At ${placeText(at)}, ${width}, no way in keeps the engagement of ${tool}.`
}

/** Told when a channel is slotted. */
export const SLOT_NOTE =
  'A channel is hardly wider than the tool and is cut as a slot at full width.'

/** Told when nothing was chosen to be cleared. */
export const NO_AREA = 'No closed path is chosen.'
