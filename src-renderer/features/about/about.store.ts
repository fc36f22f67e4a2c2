import { create } from 'zustand'
import type { Contract } from '#core/contract/index.ts'
import type { z } from 'zod'
import { rmos } from '../../client.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'

/** Versions and places. */
export type AppInfo = z.output<Contract['app']['info']['output']>

interface AboutState {
  readonly info: Loadable<AppInfo>
  readonly load: () => Promise<void>
}

/** What the program says of itself. */
export const useAbout = create<AboutState>()((set) => ({
  info: { state: 'idle' },
  load: async () => {
    set({ info: { state: 'loading' } })
    set({ info: loaded(await settle(rmos.app.info({}))) })
  },
}))
