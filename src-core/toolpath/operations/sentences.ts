import type { Point2 } from '../../geometry/point.ts'
import type { UncutReason } from '../adaptive/standing.ts'

/** A place as it is written on the machine: `X12.30 Y4.00`. */
export function placeText({ xMm, yMm }: Point2): string {
  return `X${xMm.toFixed(2)} Y${yMm.toFixed(2)}`
}

/** Why a part of a pocket gets no cut. */
export function uncutSentence(reason: UncutReason, toolDiameterMm: number): string {
  const { kind, at, widthMm, areaMm2 } = reason
  const width = `${widthMm.toFixed(2)} mm wide`
  const tool = `the tool ${toolDiameterMm.toFixed(2)} mm`
  return kind === 'too-narrow'
    ? `At ${placeText(at)} the region is ${width} at the most, ${tool}.`
    : `At ${placeText(at)}, ${width}, no way in keeps the engagement of ${tool}: ${areaMm2.toFixed(1)} mm² stay.`
}

/** Told when a channel is slotted. */
export const SLOT_NOTE =
  'A channel is hardly wider than the tool and is cut as a slot at full width.'

/** Told when nothing was chosen to be cleared. */
export const NO_AREA = 'No closed path is chosen.'

/** Told when the larger tool left nothing a smaller one reaches. */
export const NO_REST = 'The larger tool left nothing that this tool reaches.'

/** Told when no path was chosen to be cut along. */
export const NO_PATH = 'No path is chosen.'

/** Told when no hole was chosen. */
export const NO_HOLE = 'No place for a hole is chosen.'

/** Told when a tool cannot go straight down. */
export const NOT_CENTRE_CUTTING = 'The tool does not cut at its middle and cannot drill.'

/** Told when a region is too narrow everywhere. */
export function tooNarrowSentence(toolDiameterMm: number): string {
  return `The region is nowhere as wide as the tool, ${toolDiameterMm.toFixed(2)} mm.`
}

/** Told of a part where the tool fits and cannot go down by the ramp. */
export function unreachedSentence(at: Point2, toolDiameterMm: number): string {
  return `At ${placeText(at)} the tool of ${toolDiameterMm.toFixed(2)} mm has no room to go down by the ramp.`
}

/** Told of a path too short for what is asked of it. */
export function tooShortSentence(at: Point2): string {
  return `The path at ${placeText(at)} is too short to go down along it.`
}

/** Told of a path that has no room for its tabs. */
export function noRoomForTabsSentence(at: Point2, count: number): string {
  return `The path at ${placeText(at)} has no room for ${String(count)} tabs.`
}

/** Told of an open path that is to have tabs. */
export function noTabsOnOpenSentence(at: Point2): string {
  return `The path at ${placeText(at)} is open: nothing comes loose, and it takes no tabs.`
}

/** Told of an open path where a closed one is needed. */
export function openPathSentence(at: Point2): string {
  return `The path at ${placeText(at)} is open and has no inside.`
}
