import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import type { Bending } from '#core/rosette/bending.ts'
import type { DiscRoute } from '#core/rosette/routes/disc-route.ts'
import type { Route } from '#core/rosette/routes/route.ts'
import type { StripRoute, WeaveSolution } from '#core/rosette/routes/strip-route.ts'
import { solveRosette, type RingSolution } from '#core/rosette/solve-rosette.ts'
import { formatDecimal, formatLength, formatLengthNumber } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { rosetteStrings } from './rosette.strings.ts'

const words = rosetteStrings.numbers

/** A number of the live strip. */
export interface LiveNumber {
  readonly id: string
  readonly label: string
  readonly text: string
  /** Something is not measured, so this cannot be known. */
  readonly unknown: boolean
}

/** Whether the rings follow one another, so that the rosette can be worked out. */
export function canSolve(plan: Plan): boolean {
  let edgeMm = plan.soundhole.radiusMm
  for (const ring of plan.rings) {
    if (ring.innerRadiusMm < edgeMm || ring.outerRadiusMm <= ring.innerRadiusMm) return false
    edgeMm = ring.outerRadiusMm
  }
  return plan.rings.length > 0
}

function known<T>(
  id: string,
  label: string,
  value: T | null,
  show: (value: T) => string,
): LiveNumber {
  return value === null
    ? { id, label, text: words.unknown, unknown: true }
    : { id, label, text: show(value), unknown: false }
}

function tileNumbers(solution: RingSolution, unit: LengthUnit): readonly LiveNumber[] {
  const { tiles } = solution
  if (tiles === null) return []
  const length = (value: number) => formatLength(value, unit)
  const degrees = (value: number) => words.degrees(formatDecimal(value, 2))
  const columns = words.range(
    formatLengthNumber(tiles.columnInnerWidthMm, unit),
    length(tiles.columnOuterWidthMm),
  )
  return [
    known('inner', words.inner, tiles.innerWidthMm, length),
    known('middle', words.middle, tiles.middleWidthMm, length),
    known('outer', words.outer, tiles.outerWidthMm, length),
    known('taper', words.taper, tiles.taperMm, length),
    known('face', words.face, tiles.faceAngleDeg, degrees),
    known('gap', words.gap, tiles.rectangularGapMm, length),
    known('column', words.column, tiles.columns, () => columns),
    known('way', words.taperWay, 0, () =>
      tiles.chosenTaper.taper === 'column' ? words.perColumn : words.wholeLog,
    ),
    known('laid', words.laid, tiles.visibleTileCount, (count) =>
      words.ofTiles(count, tiles.tileCount),
    ),
    known('log', words.log, tiles.log?.lengthMm ?? null, length),
    known('slices', words.slices, tiles.log?.sliceCount ?? null, (count) =>
      formatDecimal(count, 0),
    ),
  ]
}

function weaveNumbers(weave: WeaveSolution | null, unit: LengthUnit): readonly LiveNumber[] {
  if (weave === null) return []
  const length = (value: number) => formatLength(value, unit)
  return [
    known('pitch', words.pitch, weave.closedPitchMm, length),
    known('change', words.pitchChange, weave.changeRatio, (ratio) =>
      words.percent(formatDecimal(ratio * 100, 2)),
    ),
    known('repeats', words.repeats, weave.repeatCount, (count) => formatDecimal(count, 0)),
    known('sheets', words.sheets, weave.laminate.lightSheets, words.sheetPairs),
    known('stack', words.stack, weave.laminate.stackHeightMm, length),
    known('sheetLength', words.sheetLength, weave.laminate.sheetLengthMm, length),
  ]
}

function stripNumbers(route: StripRoute, unit: LengthUnit): readonly LiveNumber[] {
  const strain = ({ strain: value, method }: Bending) =>
    words.bent(words.percent(formatDecimal(value * 100, 1)), words.bending[method])
  return [
    known('strip', words.strip, route.stripLengthMm, (value) => formatLength(value, unit)),
    known('strain', words.strain, route.bending, strain),
    ...(route.lineBending === null
      ? []
      : [known('lineStrain', words.lineStrain, route.lineBending, strain)]),
    ...weaveNumbers(route.weave, unit),
  ]
}

function discNumbers(route: DiscRoute, unit: LengthUnit): readonly LiveNumber[] {
  const length = (value: number) => formatLength(value, unit)
  return [
    known('rosettes', words.rosettes, route.rosetteCount, (count) => formatDecimal(count, 0)),
    known('turned', words.turned, route.outerDiameterMm, length),
    known('tube', words.tube, route.tubeDiameterMm, length),
    known('reach', words.reach, route.reach, ({ reachMm, cutsWhole, cutsRotated }) => {
      const how = cutsWhole ? 'whole' : cutsRotated ? 'turned' : 'short'
      return words.reaches[how](length(reachMm))
    }),
  ]
}

function routeNumbers(route: Route, unit: LengthUnit): readonly LiveNumber[] {
  const length = (value: number) => formatLength(value, unit)
  switch (route.kind) {
    case 'tile':
      return []
    case 'strip':
      return stripNumbers(route, unit)
    case 'arcs':
      return [
        known('board', words.board, route, (arcs) =>
          words.by(formatLengthNumber(arcs.boardLengthMm, unit), length(arcs.boardWidthMm)),
        ),
        known('nested', words.nested, route.nestedWidthMm, length),
      ]
    case 'disc':
      return discNumbers(route, unit)
    case 'shell':
      return [
        known('pieces', words.pieces, route.pieceCount, (count) =>
          words.piecesOf(count, length(route.pieceLengthMm)),
        ),
        known('sag', words.sag, route.sagMm, (sagMm) => formatLength(sagMm, unit, 'fine')),
        known('longest', words.longest, route.longestStraightMm, length),
      ]
    case 'bought': {
      const fit = route.fit?.ok === true ? route.fit.value : null
      return [
        known('oval', words.oval, fit, ({ outer }) => length(outer.outOfRoundMm)),
        known('needed', words.needed, fit, ({ neededClearanceMm }) =>
          formatLength(neededClearanceMm, unit, 'fine'),
        ),
      ]
    }
  }
}

/** The numbers worked out of one ring, in the order they are used. */
export function ringNumbers(solution: RingSolution, unit: LengthUnit): readonly LiveNumber[] {
  const length = (value: number) => formatLength(value, unit)
  const degrees = (value: number) => words.degrees(formatDecimal(value, 1))
  const bent = solution.tiles === null
  return [
    ...tileNumbers(solution, unit),
    ...(bent ? [known('width', words.width, solution.widthMm, length)] : []),
    ...routeNumbers(solution.route, unit),
    ...(bent ? [known('depth', words.depth, solution.channel.depthMm, length)] : []),
    known('hidden', words.hidden, solution.hiddenArcDeg, degrees),
    known('floor', words.floor, solution.channel.floorMm, length),
  ]
}

/** The ring to show numbers of: the selected one, else the first of tiles, else the first. */
export function ringInFocus(plan: Plan, selectedRingId: string | null): Ring | null {
  return (
    plan.rings.find((ring) => ring.id === selectedRingId) ??
    plan.rings.find((ring) => ring.kind === 'tile') ??
    plan.rings[0] ??
    null
  )
}

/** Numbers of the ring in focus; null while the rings do not follow one another. */
export function liveNumbers(
  plan: Plan,
  ringId: string,
  unit: LengthUnit,
): readonly LiveNumber[] | null {
  if (!canSolve(plan)) return null
  const solution = solveRosette(plan).rings.find((candidate) => candidate.ring.id === ringId)
  return solution === undefined ? null : ringNumbers(solution, unit)
}

/** Lengths that may be called by name in this plan's fields, mm. */
export function namedLengths(plan: Plan, ring: Ring | null): Readonly<Record<string, number>> {
  return {
    D: 2 * plan.soundhole.radiusMm,
    hole: plan.soundhole.radiusMm,
    ...(plan.topThicknessMm !== null && { top: plan.topThicknessMm }),
    ...(ring !== null && { inner: ring.innerRadiusMm, outer: ring.outerRadiusMm }),
    veneer: plan.stock.veneerMm,
  }
}
