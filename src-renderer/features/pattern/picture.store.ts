import { create } from 'zustand'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import { settleProblems, showProblem } from '../../ui/toast.store.ts'
import { cropOfShape } from './crop.ts'
import { patternStrings } from './pattern.strings.ts'
import type { Crop, PictureAnswer, PictureRequest, PictureWish } from './picture-messages.ts'

const TOPIC = 'picture'
/** All of the picture. */
export const WHOLE: Crop = { left: 0, top: 0, width: 1, height: 1 }

/** A picture that has been read. */
export interface PictureSource {
  readonly name: string
  readonly widthPx: number
  readonly heightPx: number
  readonly shown: ImageBitmap
  readonly tookMs: number
}

/** What may be chosen about a picture; rows and columns are the tile's. */
export interface PictureChoices {
  readonly crop: Crop
  readonly rows: number
  readonly columns: number
  readonly colours: number
  readonly paletteFrom: 'own' | 'current'
  readonly dither: boolean
}

/** The tile a picture is for. */
export interface PicturedTile {
  readonly rows: number
  readonly columns: number
  /** Its width by its height in the ring. */
  readonly shape: number
}

interface PictureState {
  readonly source: PictureSource | null
  /** Name of the file that is being read. */
  readonly reading: string | null
  readonly choices: PictureChoices
  /** The tile the picture would become; null until it is worked out. */
  readonly made: Pattern | null
  readonly open: (file: File, tile: PicturedTile) => void
  readonly choose: (part: Partial<PictureChoices>) => void
  /** Works the tile out anew. */
  readonly make: (wish: PictureWish) => void
  readonly leave: () => void
}

let worker: Worker | null = null
let lastId = 0
let lastOpening = 0
let lastMaking = 0
/** Who waits for which answer. */
const waiting = new Map<number, (answer: PictureAnswer) => void>()

/** `PictureRequest` without the number it will get. */
type Question = PictureRequest extends infer R
  ? R extends PictureRequest
    ? Omit<R, 'id'>
    : never
  : never

/** Asks the worker, and returns the question's number. */
function ask(question: Question, onAnswer: (answer: PictureAnswer) => void): number {
  worker ??= new Worker(new URL('./picture.worker.ts', import.meta.url), { type: 'module' })
  worker.onmessage = (event: MessageEvent<PictureAnswer>) => {
    const waiter = waiting.get(event.data.id)
    waiting.delete(event.data.id)
    waiter?.(event.data)
  }
  // what the worker did not expect ends it; the picture that was open can be chosen again
  worker.onerror = () => {
    const waiters = [...waiting]
    endWorker()
    for (const [id, waiter] of waiters) {
      waiter({ kind: 'refused', id, sentence: patternStrings.picture.failed(question.name) })
    }
  }
  lastId += 1
  waiting.set(lastId, onAnswer)
  worker.postMessage({ ...question, id: lastId } satisfies PictureRequest)
  return lastId
}

/** Ends the worker and with it whatever picture it holds. */
function endWorker(): void {
  worker?.terminate()
  worker = null
  waiting.clear()
}

const START: PictureChoices = {
  crop: WHOLE,
  rows: 1,
  columns: 1,
  colours: 4,
  paletteFrom: 'own',
  dither: false,
}

/** The picture that is to become a tile; it is read and worked on in a worker, never on the screen's own thread. */
export const usePicture = create<PictureState>()((set, get) => ({
  source: null,
  reading: null,
  choices: START,
  made: null,
  open: (file, { rows, columns, shape }) => {
    set({ reading: file.name })
    const opening = ask({ kind: 'open', name: file.name, file }, (answer) => {
      // a later picture has been asked for meanwhile
      if (opening !== lastOpening) return
      set({ reading: null })
      if (answer.kind === 'refused') {
        showProblem({ message: answer.sentence, remedy: '' }, TOPIC)
      } else if (answer.kind === 'opened') {
        settleProblems(TOPIC)
        get().source?.shown.close()
        const { widthPx, heightPx, shown, tookMs } = answer
        set({
          source: { name: file.name, widthPx, heightPx, shown, tookMs },
          choices: {
            ...get().choices,
            rows,
            columns,
            crop: cropOfShape(WHOLE, { widthPx, heightPx }, shape),
          },
          made: null,
        })
      }
    })
    lastOpening = opening
  },
  choose: (part) => {
    set({ choices: { ...get().choices, ...part } })
  },
  make: (wish) => {
    const { source } = get()
    if (source === null) return
    const making = ask({ kind: 'make', name: source.name, wish }, (answer) => {
      if (making !== lastMaking) return
      if (answer.kind === 'made') set({ made: answer.pattern })
      else if (answer.kind === 'refused') {
        showProblem({ message: answer.sentence, remedy: '' }, TOPIC)
      }
    })
    lastMaking = making
  },
  leave: () => {
    endWorker()
    get().source?.shown.close()
    set({ source: null, reading: null, made: null })
  },
}))
