package io.breakwater.events.scenario.file;

/** Scenario files for tests. */
final class ScenarioTexts {

    /** Uses every key that there is. */
    static final String WHOLE = """
            scenario: express-widget
            title: Express-parcel widget, backend performance test
            target: http://127.0.0.1:8090
            tokens:
              wechat: { app: demo-shop }
            data:
              cases: { file: widget-cases.jsonl, pick: sequential, when-used-up: stop }
              buyer: { file: buyers.txt, format: csv, columns: [openid, city], pick: random }
              lines: { file: lines.csv, columns: from-first-line }
            sessions:
              - session: query
                weight: 3
                steps:
                  - step: widget-query
                    post: /widget?by=${buyer.openid}
                    json: "${cases}"
                    expect:
                      - status: [200, 201]
                      - json: $.err_code
                        in: [0, -1, "ok"]
              - session: buy
                steps:
                  - step: event-page
                    post: /event
                    headers: { X-City: "${buyer.city}" }
                    json: { input_token: "${token.wechat}", n: 1.5, list: [true, null, "${lines.any}"] }
                    expect: [ { status: 200 }, { json: $.errcode, equals: 0, absent-is: 0 } ]
                  - step: pay
                    post: /pay
                    text: <xml>${cases.id}</xml>
                  - step: home
                    get: /home
            http:
              connect-timeout: 1s
              request-timeout: 2500ms
              connections: 64
              virtual-users: 500
            load:
              open:
                - ramp: 10/s to 200/s
                  for: 1m
                  warm-up: true
                - hold: 12000/min
                  for: 1h30m
            objectives:
              profile: wechat-widget-local
              also:
                - { within: 100ms, at-least: 50%, step: pay, measure: service-time }
                - { over: 1.5s, at-most: 0.1% }
                - errors: "<= 0.5%"
                - { step: pay, response-time: p99 <= 400ms }
                - service-time: p99.9 <= 1s
                - throughput: ">= 99%"
            """;

    /** The least that can be run. */
    static final String LEAST = """
            scenario: least
            target: http://127.0.0.1:8090
            sessions:
              - session: only
                steps:
                  - { step: home, get: / }
            load: { open: [ { hold: 1/s, for: 1s } ] }
            """;

    /** A scenario with these steps, which begin in line 6. */
    static String withSteps(String steps) {
        return """
                scenario: one
                target: http://127.0.0.1:8090
                load: { open: [ { hold: 1/s, for: 1s } ] }
                sessions:
                  - steps:
                """ + steps.strip().indent(4) + "    session: only\n";
    }

    private ScenarioTexts() {}
}
