import fc from 'fast-check';
import { fraction } from '../support/fraction';

/** Documents as they are found in the wild, to be cut and changed. All names and numbers are invented. */
export const SAMPLES: readonly string[] = [
  `{
    // who runs it
    "family": "shop",
    "containerDefinitions": [
        {
            "name": "web",
            "image": "123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.27",
            "essential": true,
            "cpu": 0,
            "entryPoint": ["/bin/sh", "-c"],
            "command": ["exec \\"$0\\" --name \\u0041 \\\\ && echo \${DONE}"],
            "environment": [
                { "name": "A", "value": "1" },
                { "name": "B", "value": "/* no */ // no" } /* the last one */
            ],
            "portMappings": [],
            "linuxParameters": {},
            "healthCheck": null,
            "memoryReservation": -1.5e+3
        }
    ],
    "requiresCompatibilities": ["FARGATE"] // for now
}
`,
  `[{\r\n\t"name" : "\${name}",\r\n\t"image" : "\${repo}:\${tag}",\r\n\t"cpu" : \${cpu},\r\n\t"memory" : {{ .Memory }},\r
\t"command" : \${jsonencode(split(" ", command))},\r\n\t"environment" : [\r
\t\t{{ range .Env }}{ "name": "{{ .Name }}", "value": "{{ .Value }}" },{{ end }}\r
\t\t{ "name" : "LIST", "value" : "\${join(",", list)}" }\r\n\t],\r
\t%{ if logs }"logConfiguration" : { "logDriver" : "awslogs" },%{ endif }\r\n\t"essential" : true\r\n}]\r\n`,
  '{"family":"app","containerDefinitions":[{"name":"a","image":<IMAGE1_NAME>,"cpu":%CPU%,"links":[]}],"cpu":TASK_CPU}',
];

const cut = fc.record({
  at: fraction,
  drop: fc.nat(30),
  insert: fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom(
      ...'[]{}",:\\/*\n\t $<>%@_0-',
      '//',
      '/*',
      '*/',
      '${',
      '{{',
      '}}',
      '%{',
      '{%',
      'null',
      '"a"',
      '"a":',
    ),
  ),
});

/** Ways to spoil a document: texts put in and taken out in up to three places. */
export const mutations: fc.Arbitrary<(text: string) => string> = fc
  .array(cut, { minLength: 1, maxLength: 3 })
  .map((cuts) => (text: string) => {
    let spoilt = text;
    for (const { at, drop, insert } of cuts) {
      const start = Math.floor(at * spoilt.length);
      spoilt = spoilt.slice(0, start) + insert + spoilt.slice(start + drop);
    }
    return spoilt;
  });

/** Shapes from real templates that stand for a value. */
export const VALUE_SHAPES = [
  '${x}',
  '${x:-1}',
  '${jsonencode(split(" ", x))}',
  '${jsonencode([for k, v in env : { name = k, value = v }])}',
  '${ {a = 1}["a"] }',
  '$VAR',
  '$$$$X$$$$',
  '{{ x }}',
  '{{x}}',
  '{{- x -}}',
  '{{{ x }}}',
  '{{ .Values.cpu | default "256" }}',
  '{{ printf "%s}}" .x }}',
  '<X>',
  '<YOUR IMAGE>',
  '<%= x %>',
  '%X%',
  '@@X@@',
  '#{X}',
  '#{X}#',
  '__X__',
  'TEMPLATE_NAME',
  // More than one, and what touches them.
  '${a}${b}',
  '${a} ${b}',
  '${a}Mi',
  '-${a}',
  '1${a}',
  '${a}.5',
];
