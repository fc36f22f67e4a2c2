import type { z } from 'zod'
import type { Result } from '../outcome/result.ts'
import { analytics } from './analytics.contract.ts'
import { app } from './app.contract.ts'
import { backups } from './backups.contract.ts'
import { batch } from './batch.contract.ts'
import { bench } from './bench.contract.ts'
import { cam } from './cam.contract.ts'
import { console } from './console.contract.ts'
import { controller } from './controller.contract.ts'
import { drawings } from './drawings.contract.ts'
import { jigs } from './jigs.contract.ts'
import { job } from './job.contract.ts'
import { library } from './library.contract.ts'
import { machine } from './machine.contract.ts'
import { macros } from './macros.contract.ts'
import { maintenance } from './maintenance.contract.ts'
import { manual } from './manual.contract.ts'
import { migration } from './migration.contract.ts'
import { patterns } from './patterns.contract.ts'
import { plans } from './plans.contract.ts'
import { posts } from './posts.contract.ts'
import type { Problem } from './problem.ts'
import { recipe } from './recipe.contract.ts'
import { runs } from './runs.contract.ts'
import { stores } from './stores.contract.ts'
import { strips } from './strips.contract.ts'

/** Everything the screen may ask of main, declared once: `contract[feature][call]`. */
export const contract = {
  app,
  plans,
  job,
  library,
  runs,
  machine,
  migration,
  strips,
  patterns,
  backups,
  jigs,
  recipe,
  batch,
  stores,
  cam,
  drawings,
  manual,
  console,
  macros,
  controller,
  maintenance,
  posts,
  bench,
  analytics,
} as const
/** The whole contract's type. */
export type Contract = typeof contract

interface AnyCall {
  readonly input: z.ZodType
  readonly output: z.ZodType
}
type Sent<C> = C extends AnyCall ? z.input<C['input']> : never
type Received<C> = C extends AnyCall ? z.output<C['input']> : never
type Reply<C> = C extends AnyCall ? z.output<C['output']> : never

/** What the screen may call; nothing expected is thrown. */
export type Api = {
  readonly [F in keyof Contract]: {
    readonly [C in keyof Contract[F]]: (
      input: Sent<Contract[F][C]>,
    ) => Promise<Result<Reply<Contract[F][C]>, Problem>>
  }
}
/** What main must supply. */
export type Handlers = {
  readonly [F in keyof Contract]: {
    readonly [C in keyof Contract[F]]: (
      input: Received<Contract[F][C]>,
    ) => Result<Reply<Contract[F][C]>, Problem> | Promise<Result<Reply<Contract[F][C]>, Problem>>
  }
}
