import { lambda } from '@sampan/aws'
import { bucket, on } from '@sampan/core'

const uploads = bucket('uploads')

const thumbs = on(uploads.created({ suffix: '.jpg' }), async ({ key, size, version }, { log }) => {
  log.info('new photo', { key, size, version }) // the key as people wrote it: "my photo.jpg"
})

const forget = on(uploads.deleted(), async ({ key }, { log }) => {
  log.info('gone', { key })
})

export const handler = lambda(thumbs, forget)
