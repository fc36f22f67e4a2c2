import { registerHooks } from 'node:module'

const standIn = new URL('./electron-module.ts', import.meta.url).href

/** Loaded before the app: from here on `electron` means the stand-in, for import and require. */
registerHooks({
  resolve(specifier, context, nextResolve) {
    return specifier === 'electron' || specifier === 'electron/main'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : nextResolve(specifier, context)
  },
})
