# syntax=docker/dockerfile:1
# Blindspot on CPUs, as a user without rights:
#
#   docker build -t blindspot .
#   docker run --rm -v "$PWD:/work" --user "$(id -u):$(id -g)" blindspot run quickstart
#
# Runs, configurations and photographs are where the container is started: /work. Downloads and drawn images are kept in
# /cache, which may be a volume.

FROM eclipse-temurin:17-jdk-noble AS build
RUN apt-get update \
    && apt-get install -y --no-install-recommends unzip \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    ./mvnw -B -ntp -Prelease -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -pl train/distribution -am package \
    && unzip -q train/distribution/target/blindspot-*.zip -d /unpacked \
    && mv /unpacked/blindspot-* /opt/blindspot

FROM eclipse-temurin:17-jre-noble
# Java's text drawing wants fontconfig and a font.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fontconfig fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home blindspot \
    && install -d -m 1777 /work /cache
COPY --from=build /opt/blindspot /opt/blindspot
# whoever --user names: the native libraries are unpacked below the home folder
ENV BLINDSPOT_CACHE=/cache BLINDSPOT_JAVA_OPTS=-Duser.home=/cache LANG=C.UTF-8
USER 10001
WORKDIR /work
ENTRYPOINT ["/opt/blindspot/bin/blindspot"]
CMD ["--help"]
