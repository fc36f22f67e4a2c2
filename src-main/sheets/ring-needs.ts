import { problemSentence } from '#core/outcome/problem.ts'
import type { PlainRecipe } from '#core/rosette/recipe.ts'
import type { StripRoute, WeaveSolution } from '#core/rosette/routes/strip-route.ts'
import { ringNeedStrings as words } from './ring-needs.strings.ts'

/** One thing a ring needs: what it is and its size. */
export interface RingNeed {
  readonly what: string
  readonly size: string
}

function weaveNeeds({ laminate, ...weave }: WeaveSolution): readonly RingNeed[] {
  const backing = weave.needsBacking ? [{ what: words.backing, size: words.backingNeeded }] : []
  return [
    {
      what: words.pitch,
      size: words.pitchSize(weave.closedPitchMm, weave.repeatCount, weave.changeRatio),
    },
    {
      what: words.sheets,
      size: words.sheetsSize(laminate.lightSheets, laminate.darkSheets, laminate.sheetLengthMm),
    },
    {
      what: words.pieces,
      size: words.weavePieces(laminate.pieceCount, laminate.pieceWidthMm, laminate.stackHeightMm),
    },
    ...backing,
  ]
}

function stripNeeds(route: StripRoute): readonly RingNeed[] {
  const { bending, lineBending, weave } = route
  const way = lineBending ?? bending
  return [
    { what: words.strip, size: words.stripSize(route.stripLengthMm, route.overlapMm) },
    { what: words.bending, size: words.bendingSize(way.strain, way.method, lineBending !== null) },
    ...(weave === null ? [] : weaveNeeds(weave)),
  ]
}

/** What a ring that is not of tiles is made from, as lines of the sheet. */
export function ringNeeds({ route, widthMm, thicknessMm }: PlainRecipe): readonly RingNeed[] {
  const section = { what: words.section, size: words.sectionSize(widthMm, thicknessMm) }
  switch (route.kind) {
    case 'strip':
      return [section, ...stripNeeds(route)]
    case 'arcs':
      return [
        section,
        { what: words.arcs, size: words.arcsSize(route.arcCount, route.arcAngleDeg) },
        { what: words.board, size: words.boardSize(route.boardLengthMm, route.boardWidthMm) },
      ]
    case 'disc':
      return [
        section,
        { what: words.turned, size: words.turnedSize(route.outerDiameterMm, route.tubeDiameterMm) },
        { what: words.rings, size: words.count(route.rosetteCount) },
      ]
    case 'shell':
      return [
        section,
        { what: words.pieces, size: words.shellPieces(route.pieceCount, route.pieceLengthMm) },
        { what: words.board, size: words.boardSize(route.blankLengthMm, route.blankWidthMm) },
      ]
    case 'bought': {
      const { fit } = route
      if (fit === null) return [{ what: words.bought, size: words.calliper }]
      if (!fit.ok) return [{ what: words.bought, size: problemSentence(fit.error) }]
      const { outer, inner } = fit.value
      return [{ what: words.bought, size: words.boughtSize(outer.diameterMm, inner.diameterMm) }]
    }
  }
}
