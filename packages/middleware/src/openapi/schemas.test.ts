import type { Schema } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { collectSchemas, type SchemasOptions } from './schemas.ts'

const collect = (more?: Partial<SchemasOptions>): ReturnType<typeof collectSchemas> =>
  collectSchemas({ target: 'draft-2020-12', ...more })

/** Of a library that gives this JSON Schema. */
const giving = (json: object): Schema =>
  ({
    '~standard': {
      version: 1,
      vendor: 'x',
      validate: fail,
      jsonSchema: { input: () => json, output: () => json },
    },
  }) as never

const fail = (): never => {
  throw new Error('It is not asked')
}

describe('names', () => {
  it('a schema with an id stands once, also inside of others', () => {
    const User = z.object({ name: z.string() }).meta({ id: 'User' })
    const schemas = collect()
    expect(schemas.of(User, 'input', 'a')).toEqual({ $ref: '#/components/schemas/User' })
    expect(schemas.of(z.array(User), 'input', 'b')).toEqual({
      type: 'array',
      items: { $ref: '#/components/schemas/User' },
    })
    expect(Object.keys(schemas.all())).toEqual(['User'])
    expect(schemas.resolve('#/components/schemas/User')).toMatchObject({ type: 'object' })
  })

  it('one that gives another thing than it reads is two, as is what holds it', () => {
    const Inner = z.object({ n: z.number().default(1) }).meta({ id: 'Inner' })
    const Outer = z.looseObject({ inner: z.array(Inner) }).meta({ id: 'Outer' })
    const schemas = collect()
    schemas.of(Outer, 'input', 'a')
    expect(schemas.of(Outer, 'output', 'b')).toEqual({ $ref: '#/components/schemas/OuterOutput' })
    expect(Object.keys(schemas.all()).sort()).toEqual(['Inner', 'InnerOutput', 'Outer', 'OuterOutput'])
    expect(JSON.stringify(schemas.all()['OuterOutput'])).toContain('#/components/schemas/InnerOutput')
  })

  it('are given by option too', () => {
    const schema = giving({ type: 'string' })
    const schemas = collect({ names: { Text: schema } })
    expect(schemas.of(schema, 'input', 'a')).toEqual({ $ref: '#/components/schemas/Text' })
    expect(schemas.all()).toEqual({ Text: { type: 'string' } })
  })

  it('two of one name and another text are told apart', () => {
    const schemas = collect()
    const of = (type: string): unknown =>
      schemas.of(giving({ $ref: '#/$defs/A', $defs: { A: { type } } }), 'input', 'a')
    expect(['string', 'number', 'boolean', 'number'].map(of)).toEqual(
      ['A', 'AInput', 'A2', 'AInput'].map((name) => ({ $ref: `#/components/schemas/${name}` })),
    )
  })
})

describe('references', () => {
  it('a schema that holds itself becomes a component', () => {
    const Node = z.object({
      get next() {
        return Node.optional()
      },
    })
    const schemas = collect()
    expect(schemas.of(Node, 'input', 'body of POST /a/:b')).toEqual({
      $ref: '#/components/schemas/BodyOfPOSTAB',
    })
    expect(schemas.all()['BodyOfPOSTAB']).toMatchObject({
      properties: { next: { $ref: '#/components/schemas/BodyOfPOSTAB' } },
    })
  })

  it('into a schema are kept, and what only looks like one is left alone', () => {
    const schemas = collect()
    const json = {
      properties: {
        $ref: { $ref: '#/properties/b' },
        b: { default: { $ref: '#' } },
        const: { $ref: '#/definitions/a~1b/x' },
      },
      definitions: { 'a/b': { x: { type: 'string' } } },
    }
    expect(schemas.of(giving(json), 'input', 'it')).toEqual({ $ref: '#/components/schemas/It' })
    expect(schemas.all()).toEqual({
      It: {
        properties: {
          $ref: { $ref: '#/components/schemas/It/properties/b' },
          b: { default: { $ref: '#' } },
          const: { $ref: '#/components/schemas/a_b/x' },
        },
      },
      a_b: { x: { type: 'string' } },
    })
  })

  it('hostile names are names', () => {
    const json = JSON.parse(
      '{"$ref":"#/$defs/__proto__","$defs":{"__proto__":{"properties":{"__proto__":{"type":"string"}}},"<b>":{}}}',
    ) as object
    const schemas = collect()
    expect(schemas.of(giving(json), 'input', 'it')).toEqual({ $ref: '#/components/schemas/proto__' })
    expect(Object.keys(schemas.all())).toEqual(['proto__', 'b_'])
    expect(JSON.stringify(schemas.all()['proto__'])).toBe('{"properties":{"__proto__":{"type":"string"}}}')
    expect(({} as { type?: string }).type).toBeUndefined()
  })
})

describe('converters', () => {
  const bare = { '~standard': { version: 1, vendor: 'plain', validate: fail } } as Schema

  it('without one, the schema is named', () => {
    expect(() => collect().of(bare, 'input', 'body of POST /a')).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_NO_JSON_SCHEMA',
        message: expect.stringMatching(/body of POST \/a .* plain .* toJsonSchema/),
      }),
    )
  })

  it('one that throws is told of', () => {
    const cause = new Error('No maps')
    const toJsonSchema = (): never => {
      throw cause
    }
    expect(() => collect({ toJsonSchema }).of(bare, 'input', 'it')).toThrow(
      expect.objectContaining({ code: 'SAMPAN_NO_JSON_SCHEMA', cause }),
    )
  })

  it('that of the option is asked first, then that of the schema', () => {
    const toJsonSchema = (schema: unknown): object | undefined =>
      schema === bare ? { type: 'null' } : undefined
    const schemas = collect({ toJsonSchema })
    expect(schemas.of(bare, 'input', 'it')).toEqual({ type: 'null' })
    expect(schemas.of(giving({ type: 'string' }), 'input', 'it')).toEqual({ type: 'string' })
    expect(collect({ toJsonSchema: z.toJSONSchema }).of(z.string(), 'output', 'it')).toEqual({
      type: 'string',
    })
  })

  it('what JSON has no type for is anything, and a Date is text', () => {
    const schema = z.object({ at: z.date(), big: z.bigint() })
    expect(collect().of(schema, 'output', 'it')['properties']).toEqual({
      at: { type: 'string', format: 'date-time' },
      big: {},
    })
  })
})
