# Arrester as an image: `docker build -t arrester .`, then `docker run arrester serve --bootstrap HOST:PORT --topic NAME`.

# Builds with the toolchain of swift.org on the Debian whose libraries the second stage has.
FROM swift:6.3-bookworm AS build
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      librdkafka-dev libsimdjson-dev zlib1g-dev libyaml-dev libssl-dev libmicrohttpd-dev libcurl4-openssl-dev libxml2-dev pkg-config \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY Package.swift ./
COPY Sources ./Sources
# The package names its test targets; they are not built here.
COPY Tests ./Tests
# Swift's own libraries go into the binary; the C libraries stay shared, so that a newer base image brings their security updates.
RUN swift build --configuration release --product arrester --static-swift-stdlib -Xlinker -s \
 && install -D -m 755 "$(swift build --configuration release --static-swift-stdlib -Xlinker -s --show-bin-path)/arrester" /out/arrester

# Runs with nothing but the libraries that the binary needs.
FROM debian:bookworm-slim
RUN apt-get update \
 && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
      ca-certificates librdkafka1 libsimdjson14 zlib1g libyaml-0-2 libssl3 libmicrohttpd12 libcurl4 libxml2 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin arrester \
 && install -d -o arrester -g arrester -m 700 /run/arrester
COPY --from=build /out/arrester /usr/bin/arrester
COPY models/*.json /usr/share/arrester/models/
COPY models/demo/*.jsonl /usr/share/arrester/models/demo/
ENV ARRESTER_MODELS=/usr/share/arrester/models \
    ARRESTER_HEALTH_FILE=/run/arrester/health
USER arrester
# `serve` touches the file while it is well: a file that is missing or older than a minute means that it is not.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD test -n "$(find "$ARRESTER_HEALTH_FILE" -mmin -1 2>/dev/null)"
ENTRYPOINT ["arrester"]
CMD ["serve"]
