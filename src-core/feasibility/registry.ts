import type { Rule } from './rule.ts'
import { boughtRingFit } from './rules/bought-fit.ts'
import { channelFloor } from './rules/channel-floor.ts'
import { channelLand } from './rules/channel-land.ts'
import { chiploadWindow } from './rules/chipload-window.ts'
import { depthPerPass } from './rules/depth-per-pass.ts'
import { drawnHeight } from './rules/drawn-height.ts'
import { dust } from './rules/dust.ts'
import { entryFeed } from './rules/entry-feed.ts'
import { knownRecords } from './rules/known-records.ts'
import { machineEnvelope } from './rules/machine-envelope.ts'
import { measuredInputs } from './rules/measured-inputs.ts'
import { ringClosure } from './rules/ring-closure.ts'
import { shellPieces } from './rules/shell-pieces.ts'
import { soundholeClearance } from './rules/soundhole-clearance.ts'
import { soundholeCut } from './rules/soundhole-cut.ts'
import { spindleSpeed } from './rules/spindle-speed.ts'
import { stripBending } from './rules/strip-bending.ts'
import { toolDeflection } from './rules/tool-deflection.ts'
import { toolFitsChannel } from './rules/tool-fits-channel.ts'
import { toolReach } from './rules/tool-reach.ts'
import { weaveClosure } from './rules/weave-closure.ts'

/** Every rule there is; adding one adds a line here and a file in rules/. */
export const RULES: readonly Rule[] = [
  measuredInputs,
  knownRecords,
  toolFitsChannel,
  toolReach,
  chiploadWindow,
  depthPerPass,
  entryFeed,
  toolDeflection,
  spindleSpeed,
  channelFloor,
  channelLand,
  soundholeClearance,
  soundholeCut,
  ringClosure,
  drawnHeight,
  stripBending,
  weaveClosure,
  shellPieces,
  boughtRingFit,
  machineEnvelope,
  dust,
]
