import { useMemo } from 'react'
import type { Material } from '#core/library/material.schema.ts'
import type { DrawingColours } from '#core/rosette/ring-picture.ts'
import { useLibrary } from '../session/library.store.ts'
import { useStripFamilies } from '../session/strip-families.store.ts'

const TOP_WHEN_UNKNOWN = '#ead3a0'
const RING_WHEN_UNKNOWN = '#9a8f80'

/** The colours of the library's woods, for a top of the given wood. */
function coloursOf(materials: readonly Material[], topMaterialId: string): DrawingColours {
  const byMaterialId = Object.fromEntries(materials.map(({ id, colour }) => [id, colour]))
  return {
    top: byMaterialId[topMaterialId] ?? TOP_WHEN_UNKNOWN,
    byMaterialId,
    other: RING_WHEN_UNKNOWN,
  }
}

/** What a plan is drawn with; the same object for as long as library, strip families and top stay the same. */
export function useDrawingColours(topMaterialId: string): DrawingColours {
  const { materials } = useLibrary()
  const stripFamilies = useStripFamilies()
  return useMemo(
    () => ({ ...coloursOf(materials, topMaterialId), stripFamilies }),
    [materials, stripFamilies, topMaterialId],
  )
}
