import { useEffect } from 'react'
import { create } from 'zustand'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import { onEvent, rmos } from '../client.ts'
import { settle } from './settle.ts'

type Families = Readonly<Record<string, StripFamily>>

interface StripFamiliesState {
  readonly families: Families
  /** Reads them at the first call and follows every change from then on. */
  readonly follow: () => void
}

const NONE: Families = {}
let isFollowing = false

/** The strip families the workshop knows, by id, for whoever draws a ring that is bent of one. */
const useStripFamiliesStore = create<StripFamiliesState>()((set) => {
  const load = async () => {
    const listed = await settle(rmos.strips.list({}))
    // Without them a ring is drawn in its material; the Strips page says what is wrong.
    if (!listed.ok) return
    const entries = listed.value.families.map(({ familyId, family }) => [familyId, family] as const)
    set({ families: Object.fromEntries(entries) })
  }
  return {
    families: NONE,
    follow: () => {
      if (isFollowing) return
      isFollowing = true
      onEvent('strips.changed', () => void load())
      void load()
    },
  }
})

/** The strip families by id; empty until they are here. */
export function useStripFamilies(): Families {
  const follow = useStripFamiliesStore((state) => state.follow)
  useEffect(follow, [follow])
  return useStripFamiliesStore((state) => state.families)
}
