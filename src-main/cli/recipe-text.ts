import type { PlainRecipe, RingRecipe, TileRecipe } from '#core/rosette/recipe.ts'
import type { ArcsRoute } from '#core/rosette/routes/arcs-route.ts'
import type { DiscRoute } from '#core/rosette/routes/disc-route.ts'
import type { BoughtRoute } from '#core/rosette/routes/route.ts'
import type { ShellRoute } from '#core/rosette/routes/shell-route.ts'
import type { StripRoute, WeaveSolution } from '#core/rosette/routes/strip-route.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { mm } from './table.ts'

type Rows = readonly (readonly string[])[]

const BENDING = {
  cold: 'bends cold',
  heat: 'bend it with heat',
  'pre-form': 'pre-form or segment it',
} as const

const UNKNOWN = 'not known until length, thickness and kerf are measured'

function percent(ratio: number, digits = 1): string {
  return `${(ratio * 100).toFixed(digits)} %`
}

function tileRows(ring: TileRecipe): Rows {
  const visible =
    ring.visibleTileCount === null
      ? ''
      : `, ${String(ring.visibleTileCount)} of them to be seen when the ring stays open under the fingerboard`
  const logs = ring.logCount === 1 ? '' : `${String(ring.logCount)} of `
  return [
    ['Tiles', `${String(ring.tileCount)}${visible}`],
    [
      'Log',
      `${logs}${mm(ring.logLengthMm)} for ${String(ring.sliceCount)} slices of ${mm(ring.sliceThicknessMm)}`,
    ],
    ['Yield', `${percent(ring.yieldRatio)}, ${mm(ring.kerfLossMm)} lost to the saw`],
    [
      'Plates',
      `${String(ring.columns)} column strips, ${String(ring.rowCount)} veneers each, plates ${mm(ring.plateLengthMm)} long`,
    ],
    ['Sacrificial', `${String(ring.sacrificialRowsPerSide)} veneer more on each side`],
    ['Column', `${mm(ring.columnInnerWidthMm)} inside, ${mm(ring.columnOuterWidthMm)} outside`],
    [
      'Taper',
      `${ring.taper === 'column' ? 'every column' : 'the whole log'} at ${ring.taperAngleDeg.toFixed(4)} degrees; faces ${ring.faceAngleDeg.toFixed(4)} degrees`,
    ],
    [
      'Closure',
      `closes within 0.3 mm when every tile is within ${ring.closureBudgetPerTileMm.toFixed(4)} mm`,
    ],
  ]
}

function weaveRows({ laminate, ...weave }: WeaveSolution): Rows {
  const sheets =
    laminate.sheetLengthMm === null ? 'length not known' : `${mm(laminate.sheetLengthMm)} long`
  return [
    [
      'Pitch',
      `${weave.pitchMm.toFixed(4)} mm laminated, ${weave.closedPitchMm.toFixed(4)} mm to close with ${String(weave.repeatCount)} repeats (${percent(weave.changeRatio, 2)})`,
    ],
    [
      'Laminate',
      `${String(laminate.lightSheets)} light and ${String(laminate.darkSheets)} dark sheets ${sheets}, ${mm(laminate.stackHeightMm)} high; saw ${String(laminate.pieceCount)} pieces of ${mm(laminate.pieceWidthMm)}`,
    ],
    ...(weave.needsBacking ? [['Backing', 'glue a veneer behind it, it is too narrow alone']] : []),
  ]
}

function stripRows(route: StripRoute): Rows {
  const { bending, lineBending, weave } = route
  const asLines =
    lineBending === null
      ? ''
      : `; line by line ${percent(lineBending.strain)}, ${BENDING[lineBending.method]}`
  return [
    ['Strip', `${mm(route.stripLengthMm)} long, ${mm(route.overlapMm)} of it to lie over`],
    ['Bending', `${percent(bending.strain)} strain: ${BENDING[bending.method]}${asLines}`],
    ...(weave === null ? [] : weaveRows(weave)),
  ]
}

function arcsRows(route: ArcsRoute): Rows {
  const nested =
    route.nestedWidthMm === null ? '' : `, or all nested in a width of ${mm(route.nestedWidthMm)}`
  return [
    ['Arcs', `${String(route.arcCount)} of ${route.arcAngleDeg.toFixed(1)} degrees`],
    ['Board', `${mm(route.boardLengthMm)} by ${mm(route.boardWidthMm)} for each${nested}`],
  ]
}

function discRows({ rosetteCount, reach, ...route }: DiscRoute): Rows {
  return [
    ['Log', `turned to ${mm(route.outerDiameterMm)} on a tube of ${mm(route.tubeDiameterMm)}`],
    ['Rings', rosetteCount === null ? UNKNOWN : String(rosetteCount)],
    [
      'Saw',
      reach === null
        ? 'blade not known'
        : `reaches ${mm(reach.reachMm)}; ${reach.cutsWhole ? 'cuts straight through' : reach.cutsRotated ? 'only with the log turned' : 'does not reach through'}`,
    ],
  ]
}

function shellRows(route: ShellRoute): Rows {
  const shape = route.precurved ? 'curved' : 'straight'
  return [
    [
      'Pieces',
      `${String(route.pieceCount)} ${shape} of ${mm(route.pieceLengthMm)}, ${route.sagMm.toFixed(3)} mm off the circle`,
    ],
    ['Blank', `${mm(route.blankLengthMm)} by ${mm(route.blankWidthMm)} for each`],
  ]
}

function boughtRows({ fit }: BoughtRoute): Rows {
  if (fit === null) return [['Ring', 'calliper it at four places, outside and inside']]
  if (!fit.ok) return [['Ring', problemSentence(fit.error)]]
  const { outer, inner } = fit.value
  return [
    ['Ring', `${mm(outer.diameterMm)} outside, ${mm(inner.diameterMm)} inside`],
    [
      'Out of round',
      `${outer.outOfRoundMm.toFixed(3)} mm outside, ${inner.outOfRoundMm.toFixed(3)} mm inside`,
    ],
  ]
}

function routeRows({ route }: PlainRecipe): Rows {
  switch (route.kind) {
    case 'strip':
      return stripRows(route)
    case 'arcs':
      return arcsRows(route)
    case 'disc':
      return discRows(route)
    case 'shell':
      return shellRows(route)
    case 'bought':
      return boughtRows(route)
  }
}

/** What is prepared for one ring, as rows of a name and its text. */
export function recipeRows(ring: RingRecipe): Rows {
  if (ring.kind === 'tile') return tileRows(ring)
  return [['Size', `${mm(ring.widthMm)} wide, ${mm(ring.thicknessMm)} thick`], ...routeRows(ring)]
}
