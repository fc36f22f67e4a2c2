import { create } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import { rmos } from '../../client.ts'
import { settle } from '../../session/settle.ts'

/** What lies in a folder. */
export interface FolderListing {
  readonly folder: string
  readonly parent: string | null
  readonly entries: readonly {
    readonly name: string
    readonly path: string
    readonly kind: 'folder' | 'json'
    readonly sizeBytes: number
  }[]
}

interface BrowseState {
  readonly listing: FolderListing | null
  readonly problem: Problem | null
  readonly open: (folder: string | null) => Promise<void>
}

/** The folder that is looked into while a source is chosen. */
export const useBrowse = create<BrowseState>()((set) => ({
  listing: null,
  problem: null,
  open: async (folder) => {
    const listed = await settle(rmos.migration.browse({ folder }))
    set(listed.ok ? { listing: listed.value, problem: null } : { problem: listed.error })
  },
}))
