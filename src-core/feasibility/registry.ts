import type { Rule } from './rule.ts'
import { boughtRingFit } from './rules/bought-fit.ts'
import { channelFloor } from './rules/channel-floor.ts'
import { channelLand } from './rules/channel-land.ts'
import { chiploadWindow } from './rules/chipload-window.ts'
import { colletFit } from './rules/collet-fit.ts'
import { depthPerPass } from './rules/depth-per-pass.ts'
import { drawnHeight } from './rules/drawn-height.ts'
import { drilledHoles } from './rules/drilled-holes.ts'
import { dust } from './rules/dust.ts'
import { engagement } from './rules/engagement.ts'
import { entryFeed } from './rules/entry-feed.ts'
import { keepOut } from './rules/keep-out.ts'
import { knownRecords } from './rules/known-records.ts'
import { machineEnvelope } from './rules/machine-envelope.ts'
import { machineKind } from './rules/machine-kind.ts'
import { measuredInputs } from './rules/measured-inputs.ts'
import { operationPairs } from './rules/operation-pairs.ts'
import { pieceHeld } from './rules/piece-held.ts'
import { pocketFit } from './rules/pocket-fit.ts'
import { pocketPlace } from './rules/pocket-place.ts'
import { ringClosure } from './rules/ring-closure.ts'
import { sawBite } from './rules/saw-bite.ts'
import { sawBlade } from './rules/saw-blade.ts'
import { sawHeat } from './rules/saw-heat.ts'
import { sawHoldDown } from './rules/saw-hold-down.ts'
import { bladeReach } from './rules/saw-reach.ts'
import { sawRimSpeed } from './rules/saw-rim-speed.ts'
import { sawSlice } from './rules/saw-slice.ts'
import { shellPieces } from './rules/shell-pieces.ts'
import { smallBitMachine } from './rules/small-bit-machine.ts'
import { soundholeClearance } from './rules/soundhole-clearance.ts'
import { soundholeCut } from './rules/soundhole-cut.ts'
import { spindleSpeed } from './rules/spindle-speed.ts'
import { stickoutRatio } from './rules/stickout-ratio.ts'
import { stockLength } from './rules/stock-length.ts'
import { stripBending } from './rules/strip-bending.ts'
import { toolBreakage } from './rules/tool-breakage.ts'
import { toolDeflection } from './rules/tool-deflection.ts'
import { toolFitsChannel } from './rules/tool-fits-channel.ts'
import { toolReach } from './rules/tool-reach.ts'
import { unitSense } from './rules/unit-sense.ts'
import { weaveClosure } from './rules/weave-closure.ts'
import { woodMovement } from './rules/wood-movement.ts'

/** Every rule there is; adding one adds a line here and a file in rules/. */
export const RULES: readonly Rule[] = [
  measuredInputs,
  knownRecords,
  machineKind,
  toolFitsChannel,
  toolReach,
  chiploadWindow,
  depthPerPass,
  entryFeed,
  toolDeflection,
  toolBreakage,
  stickoutRatio,
  colletFit,
  engagement,
  smallBitMachine,
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
  keepOut,
  pocketFit,
  pocketPlace,
  pieceHeld,
  drilledHoles,
  operationPairs,
  woodMovement,
  stockLength,
  sawBlade,
  sawRimSpeed,
  sawBite,
  sawHeat,
  bladeReach,
  sawSlice,
  sawHoldDown,
  unitSense,
  dust,
]
