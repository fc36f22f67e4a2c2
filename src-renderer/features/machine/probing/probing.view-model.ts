import { USUAL_APPROACH, type ProbeInput } from '#core/grbl/probing/probe-input.ts'
import type { ProbeField, ProbeKind } from './probing.strings.ts'

/** What is typed in the wizards, kept for each kind so that no number is lost between two. */
export interface ProbeNumbers {
  readonly plateThicknessMm: number
  readonly tipDiameterMm: number
  readonly expectedDiameterMm: number
  readonly alongSideMm: number
  readonly outsideMm: number
  readonly depthMm: number
  readonly seekFeedMmPerMin: number
  readonly touchFeedMmPerMin: number
  readonly greatestTravelMm: number
  readonly retractMm: number
  readonly direction: 'x+' | 'x-' | 'y+' | 'y-'
  readonly corner: 'front-left' | 'front-right' | 'back-left' | 'back-right'
}

/** What the wizards begin with. */
export const FIRST_NUMBERS: ProbeNumbers = {
  plateThicknessMm: 10,
  tipDiameterMm: 3.175,
  expectedDiameterMm: 100,
  alongSideMm: 15,
  outsideMm: 10,
  depthMm: 6,
  ...USUAL_APPROACH,
  direction: 'x+',
  corner: 'front-left',
}

/** What each field may be; the same bounds as main's. */
export const PROBE_RANGES: Readonly<Record<ProbeField, { min: number; max: number }>> = {
  plateThicknessMm: { min: 0, max: 100 },
  tipDiameterMm: { min: 0, max: 50 },
  expectedDiameterMm: { min: 1, max: 1000 },
  alongSideMm: { min: 1, max: 300 },
  outsideMm: { min: 1, max: 100 },
  depthMm: { min: 0.5, max: 100 },
  seekFeedMmPerMin: { min: 5, max: 1000 },
  touchFeedMmPerMin: { min: 1, max: 200 },
  greatestTravelMm: { min: 1, max: 200 },
  retractMm: { min: 0.2, max: 50 },
}

/** The numbers each kind asks for, its own first. */
export function fieldsOf(kind: ProbeKind): readonly ProbeField[] {
  const approach = [
    'seekFeedMmPerMin',
    'touchFeedMmPerMin',
    'greatestTravelMm',
    'retractMm',
  ] as const
  switch (kind) {
    case 'zPlate':
      return ['plateThicknessMm', ...approach]
    case 'edge':
      return ['tipDiameterMm', ...approach]
    case 'corner':
      return ['tipDiameterMm', 'alongSideMm', 'outsideMm', 'depthMm', ...approach]
    case 'boreCentre':
      return ['tipDiameterMm', 'expectedDiameterMm', ...approach]
    case 'bossCentre':
      return ['tipDiameterMm', 'expectedDiameterMm', 'outsideMm', 'depthMm', ...approach]
  }
}

/** Whether a field is a speed. */
export function isFeed(field: ProbeField): boolean {
  return field.endsWith('FeedMmPerMin')
}

/** What is sent for a kind: its own numbers and nothing else. */
export function probeInput(kind: ProbeKind, numbers: ProbeNumbers): ProbeInput {
  const { seekFeedMmPerMin, touchFeedMmPerMin, greatestTravelMm, retractMm } = numbers
  const approach = { seekFeedMmPerMin, touchFeedMmPerMin, greatestTravelMm, retractMm }
  const { plateThicknessMm, tipDiameterMm, expectedDiameterMm } = numbers
  const { alongSideMm, outsideMm, depthMm, direction, corner } = numbers
  switch (kind) {
    case 'zPlate':
      return { kind, approach, plateThicknessMm }
    case 'edge':
      return { kind, approach, direction, tipDiameterMm }
    case 'corner':
      return { kind, approach, corner, tipDiameterMm, alongSideMm, outsideMm, depthMm }
    case 'boreCentre':
      return { kind, approach, tipDiameterMm, expectedDiameterMm }
    case 'bossCentre':
      return { kind, approach, tipDiameterMm, expectedDiameterMm, outsideMm, depthMm }
  }
}
