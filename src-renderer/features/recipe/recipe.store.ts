import { create } from 'zustand'
import type { Problem } from '#core/contract/problem.ts'
import type { RecipeFormat } from '#core/contract/recipe.contract.ts'
import type { RecipeOptions } from '#core/pattern/mosaic-recipe.ts'
import { rmos } from '../../client.ts'
import { usePlan } from '../../session/plan.store.ts'
import { settle } from '../../session/settle.ts'
import { openToPrint } from '../../ui/open-to-print.ts'
import { saveFile } from '../../ui/save-file.ts'
import { showToast } from '../../ui/toast.store.ts'
import { recipeStrings as words } from './recipe.strings.ts'

/** Paper the sheet is drawn for. */
export type SheetPaper = 'A4' | 'Letter'

interface RecipeState {
  /** The ring of tiles that is looked at; null for the first. */
  readonly ringId: string | null
  readonly options: RecipeOptions
  readonly paper: SheetPaper
  readonly busy: boolean
  readonly problem: Problem | null
  readonly choose: (ringId: string) => void
  readonly setOptions: (change: Partial<RecipeOptions>) => void
  readonly setPaper: (paper: SheetPaper) => void
  /** Hands the recipe of the plan on the screen out as a file. */
  readonly save: (format: RecipeFormat) => Promise<void>
  /** Hands out the table of stops at the saw as a PDF. */
  readonly saveStops: () => Promise<void>
  /** Opens the shop sheet to be printed; where no window may open it is saved. */
  readonly print: () => Promise<void>
}

/** What is looked at on the Recipe page, and how the recipe is handed out. */
export const useRecipe = create<RecipeState>()((set, get) => {
  const fileOf = async (format: RecipeFormat) => {
    const plan = usePlan.getState().history?.present
    if (plan === undefined || get().busy) return null
    const { paper, options } = get()
    set({ busy: true, problem: null })
    const source = { kind: 'unsaved', plan } as const
    const stocked = [...options.stocked]
    const file = await settle(
      rmos.recipe.export({ source, format, paper, options: { ...options, stocked } }),
    )
    set({ busy: false, problem: file.ok ? null : file.error })
    return file.ok ? file.value : null
  }
  return {
    ringId: null,
    options: { flipPlates: false, stocked: [] },
    paper: 'A4',
    busy: false,
    problem: null,
    choose: (ringId) => {
      set({ ringId })
    },
    setOptions: (change) => {
      set({ options: { ...get().options, ...change }, problem: null })
    },
    setPaper: (paper) => {
      set({ paper })
    },
    save: async (format) => {
      const file = await fileOf(format)
      if (file === null) return
      saveFile(file)
      showToast(words.saved(file.fileName))
    },
    saveStops: async () => {
      const plan = usePlan.getState().history?.present
      if (plan === undefined || get().busy) return
      set({ busy: true, problem: null })
      const source = { kind: 'unsaved', plan } as const
      const file = await settle(rmos.recipe.stops({ source, paper: get().paper }))
      set({ busy: false, problem: file.ok ? null : file.error })
      if (!file.ok) return
      saveFile(file.value)
      showToast(words.saved(file.value.fileName))
    },
    print: async () => {
      const file = await fileOf('pdf')
      if (file === null || openToPrint(file)) return
      saveFile(file)
      showToast(words.savedToPrint(file.fileName))
    },
  }
})
